#!/bin/sh
# Prints a .env for docker compose with fresh random secrets: infra/docker/make-env.sh > .env
# Keep the file: the secrets belong to the data in the volumes.
set -eu
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
umask 077
cat <<END
# Folder of your videos on this machine.
REELM_LIBRARY=./library
# Port of the web page.
REELM_PORT=3000
# User and group that own the folder of videos.
REELM_UID=$(id -u)
REELM_GID=$(id -g)
# Folder with the face models, see README.
REELM_FACE_MODELS=./models
# The address that you use when it is https, for example https://reelm.example.org.
REELM_PUBLIC_URL=
# With --profile observability: http://collector:4318
REELM_OTLP_URL=

# Secrets.
POSTGRES_PASSWORD=$(secret)
REELM_CATALOG_PASSWORD=$(secret)
REELM_INGEST_PASSWORD=$(secret)
REELM_TRANSCODE_PASSWORD=$(secret)
REELM_FACES_PASSWORD=$(secret)
REELM_STASHBOX_PASSWORD=$(secret)
REELM_S3_ACCESS_KEY=reelm
REELM_S3_SECRET_KEY=$(secret)
REELM_SECRET_KEY=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
GRAFANA_PASSWORD=$(secret)
END
