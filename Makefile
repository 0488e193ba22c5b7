# The commands of the repository; each calls one script. `make help` lists them.
.PHONY: help demo test build check clean-data bench chaos screenshots sqlx tools
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

demo: build ## set up, build and run the demo with its own database under data/; Ctrl-C stops it
	@deploy/setup/model.sh data/models || true
	@exec build/enlace demo --data data

test: ## set up, build and run every test
	@deploy/setup/tools.sh test && deploy/build/both.sh && deploy/test.sh

build: tools ## build the server (build/enlace) and the web app (build/site)
	@deploy/build/both.sh

check: tools ## format, clippy and the house rules, without the tests
	@deploy/test.sh rules format wasm clippy

clean-data: ## forget all that the demo has stored
	@deploy/clean_data.sh

bench: ## run the benchmarks: make bench NAME=ingest for one
	@deploy/setup/tools.sh test && deploy/build/both.sh && deploy/build/bench.sh $(NAME)

chaos: ## ten minutes of sending while workers are killed, PostgreSQL restarts and a provider fails
	@deploy/setup/tools.sh test && deploy/build/both.sh && deploy/build/chaos.sh

screenshots: ## take the pictures of docs/screenshots again
	@deploy/setup/tools.sh test && deploy/build/both.sh && deploy/build/screenshots.sh

sqlx: tools ## write the offline data of the queries (.sqlx) after a change of SQL
	@deploy/build/sqlx.sh

tools: ## install what the build needs
	@deploy/setup/tools.sh demo
