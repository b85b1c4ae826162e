-- What must hold in every database at every moment. Each query answers rows only where its promise is broken.

-- P2 a task is decided at most once
SELECT "taskId" AS task, count(*) AS decisions FROM decisions WHERE kind = 'decision' GROUP BY 1 HAVING count(*) > 1;

-- P2 a decided task has what somebody said
SELECT t.id AS task, t.authority FROM tasks t
WHERE t.state = 'decided' AND NOT EXISTS (SELECT FROM decisions d WHERE d."taskId" = t.id AND (d.kind = 'decision' OR t.mode = 'advise'));

-- P2 a task that is decided is not open
SELECT t.id AS task, d.id AS decision FROM tasks t JOIN decisions d ON d."taskId" = t.id WHERE d.kind = 'decision' AND t.state <> 'decided';

-- P3 nobody decides his own case
SELECT d.id AS decision, d."deciderId" AS person FROM decisions d JOIN cases c ON c.id = d."caseId" WHERE d."deciderId" = c."subjectId";

-- P3 who decides held the task and names the instrument it rests on
SELECT d.id AS decision, d."deciderId" AS person FROM decisions d JOIN tasks t ON t.id = d."taskId"
WHERE NOT (d."deciderId" = ANY (t."openedFor")) AND d.kind = 'decision';

-- P4 what is granted by the rules rests on a verdict that asked nobody
SELECT p.id AS part, p.state, p.basis ->> 'by' AS basis FROM parts p
WHERE p.active AND p.state IN ('cleared', 'cleared-with-conditions') AND p."decisionId" IS NULL
  AND coalesce(p.basis ->> 'by', 'nothing') <> 'rule' AND coalesce(p.verdict ->> 'outcome', '') <> 'automatic';

-- P4 what is granted by a person rests on a decision that grants this part
SELECT p.id AS part, p."decisionId" AS decision FROM parts p LEFT JOIN decisions d ON d.id = p."decisionId"
WHERE p.active AND p.state IN ('cleared', 'cleared-with-conditions') AND p."decisionId" IS NOT NULL
  AND (d.id IS NULL OR d.kind <> 'decision' OR d.outcome NOT IN ('approve', 'ratify') OR NOT (p.id = ANY (d."partIds")) OR d."caseId" <> p."caseId");

-- P4 every stage that had to decide has granted
SELECT p.id AS part, s.stage ->> 'stage' AS stage FROM parts p
JOIN decisions last ON last.id = p."decisionId"
CROSS JOIN LATERAL jsonb_array_elements(coalesce(last.verdict -> 'stages', '[]')) AS s (stage)
WHERE p.active AND p.state IN ('cleared', 'cleared-with-conditions')
  AND jsonb_path_exists(s.stage, '$.asks[*] ? (@.mode == "decide")')
  AND NOT EXISTS (
    SELECT FROM decisions d JOIN tasks t ON t.id = d."taskId"
    WHERE p.id = ANY (d."partIds") AND d.kind = 'decision' AND d.outcome NOT IN ('deny', 'return') AND t.stage = (s.stage ->> 'stage')::int);

-- P4 a request is cleared only when each of its parts is
SELECT c.id AS "case", c.state, p.id AS part, p.state AS "partState" FROM cases c JOIN parts p ON p."caseId" = c.id
WHERE c.state IN ('cleared', 'cleared-with-conditions') AND p.active
  AND p.state NOT IN ('cleared', 'cleared-with-conditions', 'registered', 'not-required');

-- P5 a decision was made on the content its task showed
SELECT d.id AS decision FROM decisions d JOIN tasks t ON t.id = d."taskId"
WHERE d."contentHash" <> t."contentHash" OR d."contentVersion" > (SELECT version FROM cases WHERE id = d."caseId") OR d.round <> t.round;

-- P5 the content of a case is what its hash says, until it is erased
SELECT id AS "case" FROM cases c WHERE "contentHash" <> encode(sha256("formBytes"), 'hex')
  AND NOT ("formBytes" = '' AND EXISTS (SELECT FROM audit_events e WHERE e."caseId" = c.id AND e.kind = 'content-erased'));

-- P7 no night holds more heads than the ceiling, but for what stands there already
WITH nights AS (
  SELECT s."areaId" AS area, night::date AS night, s.heads, c.state NOT IN ('in-travel', 'overstay', 'closed') AS ahead
  FROM stays s JOIN parts p ON p.id = s."partId" JOIN cases c ON c.id = s."caseId"
  CROSS JOIN LATERAL generate_series(s."firstDate"::date, greatest(s."firstDate"::date, s."lastDate"::date - 1), interval '1 day') AS night
  WHERE s.kind = 'granted' AND p.state IN ('cleared', 'cleared-with-conditions')
), taken AS (
  SELECT area, night, sum(heads) AS heads, bool_or(ahead) AS ahead FROM nights GROUP BY 1, 2
)
SELECT t.area, t.night, t.heads, coalesce(sum(pr.persons), 0) AS counted, a.ceiling
FROM taken t JOIN areas a ON a.id = t.area
LEFT JOIN presences pr ON pr."areaId" = t.area AND pr.kind = 'visitors' AND t.night >= pr."from"::date AND t.night < pr."to"::date
WHERE a.ceiling IS NOT NULL AND t.ahead
GROUP BY t.area, t.night, t.heads, a.ceiling HAVING t.heads + coalesce(sum(pr.persons), 0) > a.ceiling;

-- P9 events of a case are counted without a gap from one
SELECT "caseId" AS "case", seq FROM (SELECT "caseId", seq, row_number() OVER (PARTITION BY "caseId" ORDER BY seq) AS place FROM audit_events) e WHERE seq <> place;

-- P9 each event carries the hash of the one before it
SELECT "caseId" AS "case", seq FROM (SELECT "caseId", seq, previous, lag(hash) OVER (PARTITION BY "caseId" ORDER BY seq) AS before FROM audit_events) e
WHERE previous IS DISTINCT FROM before;

-- P9 the hash of an event is that of its bytes
SELECT "caseId" AS "case", seq FROM audit_events WHERE hash <> sha256(coalesce(previous, ''::bytea) || bytes);

-- P9 what an event says of itself is in its bytes
SELECT "caseId" AS "case", seq FROM audit_events CROSS JOIN LATERAL (SELECT convert_from(bytes, 'UTF8')::jsonb AS said) AS content
WHERE (said ->> 'case')::uuid <> "caseId" OR (said ->> 'seq')::int <> seq OR said ->> 'kind' <> kind;

-- P9 a case stands at its last event
SELECT c.id AS "case", c."headSeq" FROM cases c
LEFT JOIN LATERAL (SELECT seq, hash FROM audit_events e WHERE e."caseId" = c.id ORDER BY seq DESC LIMIT 1) last ON true
WHERE last.seq IS NULL OR last.seq <> c."headSeq" OR last.hash IS DISTINCT FROM c."headHash";

-- P9 each decision is in evidence exactly once, and evidence names no other
WITH named AS (
  SELECT "caseId", (convert_from(bytes, 'UTF8')::jsonb ->> 'decision')::uuid AS decision FROM audit_events WHERE kind IN ('decided', 'opinion')
)
SELECT coalesce(d.id, n.decision) AS decision, count(n.decision) AS events FROM decisions d
FULL JOIN named n ON n.decision = d.id AND n."caseId" = d."caseId" GROUP BY d.id, n.decision HAVING d.id IS NULL OR count(n.decision) <> 1;

-- P8 what became of a request was told to the person it is about
SELECT c.id AS "case", c.state FROM cases c
WHERE (c.process = 'travelClearance' AND c.state IN ('cleared', 'cleared-with-conditions', 'denied', 'returned', 'suspended', 'withdrawn', 'expired-undecided')
    OR c.process = 'ruleChange' AND c.state IN ('denied', 'returned', 'published', 'in-force', 'cancelled'))
  AND NOT EXISTS (SELECT FROM notices n WHERE n."caseId" = c.id AND n."personId" = c."subjectId" AND n.code = c.state);

-- P8 a notice tells of something that was recorded
SELECT n.id AS notice, n.code FROM notices n
WHERE NOT EXISTS (SELECT FROM cases c WHERE c.id = n."caseId") OR NOT EXISTS (SELECT FROM audit_events e WHERE e."caseId" = n."caseId" AND e.at = n.at);

-- one open task a part, authority, seat and round
SELECT "partId" AS part, authority, seat, round FROM tasks WHERE state = 'open' GROUP BY 1, 2, 3, 4 HAVING count(*) > 1;

-- what waits for a person is with somebody
SELECT p.id AS part, p.state FROM parts p JOIN cases c ON c.id = p."caseId"
WHERE c.live AND p.active AND p.state IN ('waiting', 'suspended')
  AND NOT EXISTS (SELECT FROM tasks t WHERE t.state = 'open' AND (t."partId" = p.id OR p.id = ANY (t.covers)));

-- nobody is asked about what no longer waits
SELECT t.id AS task, t.authority, p.state FROM tasks t JOIN parts p ON p.id = t."partId"
WHERE t.state = 'open' AND (NOT p.active OR p.state IN ('cleared', 'cleared-with-conditions', 'denied', 'returned', 'withdrawn', 'expired-undecided', 'cancelled', 'published', 'in-force'));

-- a case that has ended asks nobody
SELECT t.id AS task, c.state FROM tasks t JOIN cases c ON c.id = t."caseId" WHERE t.state = 'open' AND NOT c.live;

-- a task is held by somebody, and by nobody who may not
SELECT t.id AS task FROM tasks t JOIN cases c ON c.id = t."caseId" WHERE t.state = 'open' AND (cardinality(t.holders) = 0 OR c."subjectId" = ANY (t.holders));

-- a place is held only for what is granted or asked
SELECT s.id AS stay, p.state FROM stays s JOIN parts p ON p.id = s."partId"
WHERE NOT p.active OR p.state IN ('returned', 'denied', 'withdrawn', 'cancelled', 'expired-undecided');

-- P4 rules are published by somebody who was asked, and not by who wrote them
SELECT p.id AS part, p.state, d."deciderId" AS person FROM parts p JOIN cases c ON c.id = p."caseId" LEFT JOIN decisions d ON d.id = p."decisionId"
WHERE c.process = 'ruleChange' AND p.active AND p.state IN ('published', 'in-force')
  AND (d.id IS NULL OR d.kind <> 'decision' OR d.outcome <> 'approve' OR NOT (p.id = ANY (d."partIds"))
    OR EXISTS (SELECT FROM rule_draft_revisions r WHERE r."draftId" = (c.form ->> 'draft')::uuid AND r."savedById" = d."deciderId"));

-- what a case published is a version of that text, and its analysis passed
SELECT v.name, v.version FROM rule_set_versions v JOIN cases c ON c.id = v."caseId"
WHERE v.hash <> encode(sha256(v.bytes), 'hex')
  OR NOT EXISTS (SELECT FROM rule_analyses a WHERE a.hash = c.form ->> 'hash' AND a.passed AND a.at <= v."createdAt");

-- what a case put in force was decided in that case
SELECT a.id AS activation, a.name, a.version FROM rule_activations a
WHERE a."caseId" IS NOT NULL AND NOT EXISTS (SELECT FROM decisions d WHERE d."caseId" = a."caseId" AND d.kind = 'decision' AND d.outcome = 'approve');
