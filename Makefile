# GameCluster. `make` lists what can be made.
SHELL := /bin/bash
MAVEN := bin/maven
PROGRAMS := registry/target/quarkus-app/quarkus-run.jar gameserver/target/quarkus-app/quarkus-run.jar client/target/lib

.DEFAULT_GOAL := help
.PHONY: help build test format demo

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Build all programs, without running the tests
	$(MAVEN) -q install -DskipTests

test: ## Build and run the tests
	$(MAVEN) install

format: ## Format the sources
	$(MAVEN) -q spotless:apply

demo: $(PROGRAMS) ## Run a cluster with 20 bots on this machine, until Ctrl-C
	bin/gamecluster local up --bots 20

$(PROGRAMS):
	$(MAVEN) -q install -DskipTests
