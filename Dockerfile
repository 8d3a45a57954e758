# syntax=docker/dockerfile:1
FROM node:24-bookworm AS build
WORKDIR /app
ENV XDG_CACHE_HOME=/cache MODELS_DIR=/models
COPY package.json package-lock.json .npmrc ./
COPY scripts scripts
COPY tsconfig.json ./
COPY libs libs
COPY src src
COPY apps apps
RUN node scripts/setup.mjs && node scripts/prune-image.mjs

FROM node:24-bookworm-slim
# The libraries of a media worker that was built rather than downloaded (`npm run test:image` starts one with these alone).
RUN apt-get update \
  && apt-get install -y --no-install-recommends libuv1 libssl3 libsrtp2-1 libabsl20220623 \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node /data
WORKDIR /app
ENV NODE_ENV=production MODELS_DIR=/models DATA_DIR=/data HOST=0.0.0.0
COPY --from=build /models /models
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
VOLUME /data
EXPOSE 4900/tcp 4950/udp 4950/tcp
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4900}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Generated from scripts/lib/serve.mjs, which `npm start` runs.
CMD ["node", "--max-semi-space-size=32", "--heap-growing-percent=60", "--v8-pool-size=1", "dist/src/main.js"]
