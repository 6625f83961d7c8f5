"""From files of many kinds to tables of the contract, with every fault named."""
