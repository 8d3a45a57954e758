// Stand-in for ankerl::unordered_dense on top of the standard library: only
// the names mediasoup-worker uses (map, set, hash).
#ifndef ANKERL_UNORDERED_DENSE_STANDIN_H
#define ANKERL_UNORDERED_DENSE_STANDIN_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ankerl
{
	namespace unordered_dense
	{
		// The original returns uint64_t; std::hash of the same type does the job.
		template<typename T, typename Enable = void>
		struct hash
		{
			auto operator()(const T& value) const noexcept -> uint64_t
			{
				return static_cast<uint64_t>(std::hash<T>{}(value));
			}
		};

		namespace detail
		{
			// std containers want size_t, user hashers return uint64_t.
			template<typename H>
			struct HashAdapter : H
			{
				using H::H;
				template<typename K>
				auto operator()(const K& key) const noexcept -> std::size_t
				{
					return static_cast<std::size_t>(H::operator()(key));
				}
			};
		} // namespace detail

		template<typename K, typename V, typename H = hash<K>, typename E = std::equal_to<K>>
		using map = std::unordered_map<K, V, detail::HashAdapter<H>, E>;

		template<typename K, typename H = hash<K>, typename E = std::equal_to<K>>
		using set = std::unordered_set<K, detail::HashAdapter<H>, E>;
	} // namespace unordered_dense
} // namespace ankerl

#endif
