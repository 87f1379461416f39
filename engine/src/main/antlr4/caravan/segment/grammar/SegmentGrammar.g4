/** The segment language, as people write it. */
grammar SegmentGrammar;

options { caseInsensitive = true; }

query : expression EOF ;

expression : conjunction (OR conjunction)* ;

conjunction : negation (AND negation)* ;

negation : NOT negation | condition ;

condition
    : '(' expression ')'                                              # nested
    | IN SEGMENT TEXT                                                 # membership
    | ANY '(' EVER? name (WHERE expression)? ')'                      # any
    | ANNIVERSARY OF operand (IS TODAY | WITHIN NEXT duration)        # anniversary
    | operand predicate?                                              # test
    ;

predicate
    : comparator operand                                              # comparison
    | NOT? BETWEEN operand AND operand                                # between
    | NOT? IN '(' literal (',' literal)* ')'                          # oneOf
    | NOT? match=(CONTAINS | STARTS | ENDS) WITH? operand             # textMatch
    | NOT? WITHIN direction=(LAST | NEXT) duration                    # within
    | IS NOT? MISSING                                                 # missing
    ;

comparator : '=' | '!=' | '<' | '<=' | '>' | '>=' ;

operand
    : literal                                                         # constant
    | TODAY                                                           # today
    | NOW                                                             # now
    | duration (AGO | FROM NOW)                                       # shifted
    | COUNT '(' EVER? name (WHERE expression)? ')'                    # count
    | function=(SUM | AVG | MIN | MAX) '(' EVER? name '.' path (WHERE expression)? ')'  # aggregate
    | path                                                            # column
    ;

literal
    : '-'? NUMBER                                                     # number
    | TEXT                                                            # text
    | (TRUE | FALSE)                                                  # truth
    | DATE TEXT                                                       # date
    | TIMESTAMP TEXT                                                  # timestamp
    ;

duration : NUMBER unit=(MINUTES | HOURS | DAYS | WEEKS | MONTHS | YEARS) ;

path : name ('.' name)? ;

/** Only the words that could be misread must be quoted as names. */
name
    : WORD | QUOTED
    | ANY | ANNIVERSARY | OF | SEGMENT | CONTAINS | STARTS | ENDS | WITH | WITHIN | LAST | NEXT | MISSING
    | AGO | FROM | COUNT | SUM | AVG | MIN | MAX | DATE | TIMESTAMP
    | MINUTES | HOURS | DAYS | WEEKS | MONTHS | YEARS
    ;

AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
IN : 'in' ;
IS : 'is' ;
SEGMENT : 'segment' ;
ANY : 'any' ;
EVER : 'ever' ;
WHERE : 'where' ;
ANNIVERSARY : 'anniversary' ;
OF : 'of' ;
TODAY : 'today' ;
NOW : 'now' ;
BETWEEN : 'between' ;
CONTAINS : 'contains' ;
STARTS : 'starts' ;
ENDS : 'ends' ;
WITH : 'with' ;
WITHIN : 'within' ;
LAST : 'last' ;
NEXT : 'next' ;
MISSING : 'missing' ;
AGO : 'ago' ;
FROM : 'from' ;
COUNT : 'count' ;
SUM : 'sum' ;
AVG : 'avg' ;
MIN : 'min' ;
MAX : 'max' ;
TRUE : 'true' ;
FALSE : 'false' ;
DATE : 'date' ;
TIMESTAMP : 'timestamp' ;
MINUTES : 'minute' 's'? ;
HOURS : 'hour' 's'? ;
DAYS : 'day' 's'? ;
WEEKS : 'week' 's'? ;
MONTHS : 'month' 's'? ;
YEARS : 'year' 's'? ;

NUMBER : [0-9]+ ('.' [0-9]+)? ;
TEXT : '\'' ('\'\'' | ~'\'')* '\'' ;
QUOTED : '"' ('""' | ~'"')+ '"' ;
WORD : [\p{L}_] [\p{L}\p{M}\p{N}_]* ;
SPACE : [ \t\r\n\u00A0]+ -> skip ;
OTHER : . ;
