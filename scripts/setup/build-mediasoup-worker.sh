#!/usr/bin/env bash
# Builds the mediasoup-worker binary from the source inside the mediasoup npm package, on Debian or Ubuntu,
# with system libraries in place of the downloads that mediasoup's own build wants.
#
#   build-mediasoup-worker.sh SOURCE DESTINATION
#     SOURCE       the package's worker folder (node_modules/mediasoup/worker); left as it is
#     DESTINATION  where the finished binary appears, whole or not at all
#
# The stand-ins for the downloaded subprojects are in mediasoup-worker/subprojects:
#   libuv, openssl, flatbuffers, abseil   the Debian library of that name
#   libsrtp3                              Debian's libsrtp2 behind a header-only adapter
#   unordered_dense                       std::unordered_map and set under the same names
set -euo pipefail

source_folder=$(readlink -f "$1")
destination=$2
recipe=$(dirname "$(readlink -f "$0")")/mediasoup-worker

work=$(mktemp -d "${TMPDIR:-/tmp}/mediasoup-worker.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cp -r "$source_folder" "$work/worker"
cd "$work/worker"
rm -rf out prebuild subprojects/*.wrap
cp -r "$recipe/subprojects/." subprojects/

# Debian 12 has meson 1.0.1, which is enough; the source asks for the version it is tested with.
grep -q "meson_version: '>= 1\.[0-9]*\.[0-9]*'" meson.build
sed -i "s/meson_version: '>= 1\.[0-9]*\.[0-9]*'/meson_version: '>= 1.0.1'/" meson.build

# The BIO callback answers 1 to every BIO_ctrl(), since it compares the operation with BIO_CB_RETURN instead of
# testing that bit. An OpenSSL with kernel TLS (Debian's) takes that 1 for "kernel TLS is on", allocates no
# write buffer and crashes at the first DTLS hello.
wrong='(operationType == BIO_CB_RETURN) ? static_cast<long>(ret) : 1;'
right='((operationType \& BIO_CB_RETURN) != 0) ? static_cast<long>(ret) : 1;'
if ! grep -qF "$wrong" src/RTC/DtlsTransport.cpp; then
  echo 'src/RTC/DtlsTransport.cpp does not have the line to patch: check the patch against this mediasoup release' >&2
  exit 1
fi
sed -i "s/$wrong/$right/" src/RTC/DtlsTransport.cpp

meson setup --wrap-mode=nodownload --prefix "$work/prefix" --bindir '' --libdir '' \
  --buildtype release -Db_ndebug=true build
ninja -C build mediasoup-worker
strip build/mediasoup-worker

# Started by hand, without MEDIASOUP_VERSION, a sound worker exits with 41.
code=0
env -i build/mediasoup-worker </dev/null >/dev/null 2>&1 || code=$?
if [ "$code" != 41 ]; then
  echo "the finished binary does not start (exit code $code)" >&2
  exit 1
fi
install -D -m 755 build/mediasoup-worker "$destination.$$.tmp"
mv "$destination.$$.tmp" "$destination"
