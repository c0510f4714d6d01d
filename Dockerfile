# syntax=docker/dockerfile:1
# What goes into the image, and how large it is: docs/operation.md. Nothing is compiled, and no install script runs.
ARG NODE_VERSION=20

FROM node:${NODE_VERSION}-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Types and source maps are for developers.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && find node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.cts' -o -name '*.mts' \) -delete \
  && mkdir /data

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

# glibc, libstdc++, certificates and a user: no shell, no package manager.
FROM gcr.io/distroless/cc-debian12:nonroot
WORKDIR /app
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=packages /app/node_modules ./node_modules
COPY --from=packages --chown=65532:65532 /data /data
COPY --from=build /app/dist/bundle ./dist/bundle
COPY --from=build /app/dist/new-database ./dist/new-database
COPY --from=build /app/dist/seeds-index ./dist/seeds-index
COPY adapters/web/static ./adapters/web/static
COPY package.json LICENSE ./
COPY seeds ./seeds
ENV NODE_ENV=production PAPERBOY_DATA=/data HOST=0.0.0.0
USER 65532:65532
VOLUME ["/data"]
EXPOSE 3000
STOPSIGNAL SIGTERM
# Whether the process answers. Whether digests go out, too: /readyz.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["/usr/local/bin/node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["/usr/local/bin/node", "/app/dist/bundle/main.js"]
