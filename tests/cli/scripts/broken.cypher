// the error is in the fourth line
RETURN 1 AS x;

RETURN foo;
RETURN 2 AS x;
