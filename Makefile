# Two commands matter: `make run` and `make test`. Each does all of its own set-up; what it cannot do
# itself it names in one line. The rest are their parts.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test chaos check rust-check rust-test web web-test e2e gen sqlx tools clean-artifacts

# Statements are checked against the committed .sqlx, so that no build needs a database.
export SQLX_OFFLINE := true

help:
	@echo 'make run    builds and starts Ropewalk on http://127.0.0.1:3000 (data in .data/)'
	@echo 'make test   runs everything: checks, Rust tests, web tests, the browser test'
	@echo 'make chaos  kills the parts 500 times (KILLS=, SEED=) and counts what was lost or done twice'
	@echo 'make gen    writes the generated files anew    make sqlx   writes .sqlx anew'

# --- run -------------------------------------------------------------------------------------------------

run: web
	cargo build --package ropewalk
	@ROPEWALK_POSTGRES_BIN="$$(scripts/find-postgres)" \
	  exec target/debug/ropewalk server --data-dir "$${ROPEWALK_DATA_DIR:-$(CURDIR)/.data}" $(ARGS)

# --- test ------------------------------------------------------------------------------------------------

test: tools check rust-test web-test e2e
	@echo 'All is well.'

check: tools rust-check

rust-check: web/node_modules/.stamp
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo xtask check-deps
	cargo xtask gen --check
	@scripts/cargo-deny

# One PostgreSQL for the run; each test has a database of its own in it.
rust-test: tools web
	cargo build --workspace --all-targets --locked
	ROPEWALK_POSTGRES_BIN="$$(scripts/find-postgres)" cargo xtask test-postgres -- \
	  bash -c 'cargo xtask sqlx-prepare --check && scripts/cargo-test units'

web/node_modules/.stamp: web/package-lock.json
	@scripts/need node 20 npm
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web: web/node_modules/.stamp
	cd web && npm run --silent build

web-test: web/node_modules/.stamp
	cd web && npm run --silent check && npm test --silent

# The real binary, a fake LLM, a browser. Screenshots are kept in artifacts/.
e2e: tools web
	@scripts/find-chromium >/dev/null
	cargo build --workspace --all-targets --locked
	ROPEWALK_POSTGRES_BIN="$$(scripts/find-postgres)" ROPEWALK_CHROMIUM="$$(scripts/find-chromium)" \
	  cargo xtask test-postgres -- scripts/cargo-test e2e

# Kills of servers, agent and PostgreSQL at random instants, notifications lost; the counts go to artifacts/chaos*.txt.
chaos: tools
	cargo build --workspace --all-targets --locked
	ROPEWALK_POSTGRES_BIN="$$(scripts/find-postgres)" ROPEWALK_CHAOS_KILLS="$${KILLS:-500}" ROPEWALK_CHAOS_SEED="$${SEED:-1}" \
	  cargo nextest run --locked --profile chaos --workspace -E 'package(ropewalk-e2e) and test(/^chaos/)' \
	  --test-threads 2 --success-output final

# --- parts -----------------------------------------------------------------------------------------------

tools:
	@scripts/need git cc cargo node npm

gen: web/node_modules/.stamp
	cargo xtask gen

sqlx:
	ROPEWALK_POSTGRES_BIN="$$(scripts/find-postgres)" cargo xtask test-postgres -- cargo xtask sqlx-prepare

clean-artifacts:
	rm -rf artifacts
