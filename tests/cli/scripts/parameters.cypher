#!/usr/bin/env -S claimgraph run
// commands and statements mix
:param who => 'Amaq'
:mode csv
RETURN $who AS who;
