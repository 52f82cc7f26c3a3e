# One image for web, worker and prepare; docker-compose.yml says what each runs.
FROM node:24.21.0-bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The services of npm start stay out: here they are containers.
RUN npm ci --omit=dev --loglevel=error && npm cache clean --force && mkdir /data && chown node:node /data
COPY . .
ENV NODE_ENV=production
USER node
VOLUME /data
EXPOSE 3000
CMD ["node_modules/.bin/node", "web/main.ts"]
