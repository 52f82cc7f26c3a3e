#!/bin/sh
# The namespace of this installation, made where it is missing. Safe to run again.
set -eu
temporal operator namespace describe --namespace hoistway >/dev/null 2>&1 ||
  temporal operator namespace create --namespace hoistway --retention 720h
