"""What the graph looks like on the server, and every Cypher text that reads or writes it. Texts are constant.

    (:GoodwordPerson {id, name, folded, slug, title, company_id, company, touched})
        -[:GOODWORD_TIE {workspace, strength, cost, classes, messages_ab, messages_ba, last, shown_by}]->
            (:GoodwordPerson)
        -[:GOODWORD_WORKS_AT {workspace}]->(:GoodwordCompany {id, name, folded})
        -[:GOODWORD_IN {workspace, name, folded, slug, title, company_id, company, turn}]->
            (:GoodwordWorkspace {id, state, ...})
    (:GoodwordCompany)-[:GOODWORD_IN {workspace, name, folded, turn}]->(:GoodwordWorkspace)
    (:GoodwordMeta {id, uuid, schema, counter, generation})
    (:GoodwordGone {id, touched})

Everybody's facts stay apart by `workspace`: two workspaces that show one tie make two relationships, from the lower id
to the higher, and each takes out only its own. What a node says of a person is what the last push said; the
`GOODWORD_IN` relationships keep what each workspace said, so that a withdrawal falls back on the others.

`folded` is the name as it is looked for (`graph.names.fold`): a database cannot work it out.

`counter` counts beginnings and ends of pushes, `generation` is its value at the last end. `touched` is the turn of the
push that last changed a person, their ties (as the lower id) or their employer: what a reader needs who was here
before. `GoodwordGone` says who went.
"""

from __future__ import annotations

from typing import Final, LiteralString

SCHEMA: Final = 1
BATCH: Final = 10_000
"""Rows of one `UNWIND`."""

SETUP: Final[tuple[LiteralString, ...]] = (
    "CREATE CONSTRAINT goodword_meta_id IF NOT EXISTS FOR (m:GoodwordMeta) REQUIRE m.id IS UNIQUE",
    "CREATE CONSTRAINT goodword_workspace_id IF NOT EXISTS FOR (w:GoodwordWorkspace) REQUIRE w.id IS UNIQUE",
    "CREATE CONSTRAINT goodword_person_id IF NOT EXISTS FOR (p:GoodwordPerson) REQUIRE p.id IS UNIQUE",
    "CREATE CONSTRAINT goodword_company_id IF NOT EXISTS FOR (c:GoodwordCompany) REQUIRE c.id IS UNIQUE",
    "CREATE CONSTRAINT goodword_gone_id IF NOT EXISTS FOR (g:GoodwordGone) REQUIRE g.id IS UNIQUE",
    "CREATE INDEX goodword_person_touched IF NOT EXISTS FOR (p:GoodwordPerson) ON (p.touched)",
    "CREATE INDEX goodword_person_name IF NOT EXISTS FOR (p:GoodwordPerson) ON (p.name)",
    "CREATE INDEX goodword_person_folded IF NOT EXISTS FOR (p:GoodwordPerson) ON (p.folded)",
    "CREATE INDEX goodword_person_slug IF NOT EXISTS FOR (p:GoodwordPerson) ON (p.slug)",
    "CREATE INDEX goodword_company_name IF NOT EXISTS FOR (c:GoodwordCompany) ON (c.name)",
    "CREATE INDEX goodword_company_folded IF NOT EXISTS FOR (c:GoodwordCompany) ON (c.folded)",
    "CREATE INDEX goodword_gone_touched IF NOT EXISTS FOR (g:GoodwordGone) ON (g.touched)",
)
MADE: Final[LiteralString] = """
SHOW INDEXES YIELD name WHERE name STARTS WITH 'goodword_' RETURN count(*) AS made
"""
AWAIT: Final[LiteralString] = "CALL db.awaitIndexes(120)"

TEAR_DOWN: Final[tuple[LiteralString, ...]] = (
    "DROP CONSTRAINT goodword_meta_id IF EXISTS",
    "DROP CONSTRAINT goodword_workspace_id IF EXISTS",
    "DROP CONSTRAINT goodword_person_id IF EXISTS",
    "DROP CONSTRAINT goodword_company_id IF EXISTS",
    "DROP CONSTRAINT goodword_gone_id IF EXISTS",
    "DROP INDEX goodword_person_touched IF EXISTS",
    "DROP INDEX goodword_person_name IF EXISTS",
    "DROP INDEX goodword_person_folded IF EXISTS",
    "DROP INDEX goodword_person_slug IF EXISTS",
    "DROP INDEX goodword_company_name IF EXISTS",
    "DROP INDEX goodword_company_folded IF EXISTS",
    "DROP INDEX goodword_gone_touched IF EXISTS",
)

META: Final[LiteralString] = """
MATCH (m:GoodwordMeta {id: 'goodword'})
RETURN m.uuid AS uuid, m.schema AS schema, m.generation AS generation,
       COLLECT { MATCH (w:GoodwordWorkspace)
                 RETURN [w.id, w.state, w.turn, w.owners] ORDER BY w.first } AS workspaces
"""

WORKSPACE: Final[LiteralString] = """
MATCH (w:GoodwordWorkspace {id: $workspace})
RETURN w.state AS state, w.token AS token, w.turn AS turn, coalesce(w.owners, []) AS owners,
       w.generation AS generation, w.people AS people, w.companies AS companies, w.works AS works, w.ties AS ties,
       w.checksums AS checksums
"""

# A push: begin, rows in batches, end. Each step first takes the lock of its workspace, and stops if it lost its turn.

BEGIN: Final[LiteralString] = """
MERGE (m:GoodwordMeta {id: 'goodword'})
ON CREATE SET m.uuid = randomUUID(), m.schema = $schema, m.counter = 0, m.generation = 0
SET m.counter = m.counter + 1
WITH m
MERGE (w:GoodwordWorkspace {id: $workspace})
ON CREATE SET w.first = m.counter, w.owners = []
SET w.state = 'unfinished', w.token = $token, w.turn = m.counter, w.begun = datetime()
RETURN w.turn AS turn, m.schema AS schema
"""

END: Final[LiteralString] = """
MATCH (w:GoodwordWorkspace {id: $workspace, token: $token})
MATCH (m:GoodwordMeta {id: 'goodword'})
SET m.counter = m.counter + 1
WITH m, w, m.counter AS generation
SET m.generation = generation,
    w.state = 'whole', w.generation = generation, w.ended = datetime(), w.owners = $owners, w.people = $people,
    w.companies = $companies, w.works = $works, w.ties = $ties, w.checksums = $checksums
RETURN generation
"""

HOLD: Final[LiteralString] = """
MATCH (w:GoodwordWorkspace {id: $workspace, token: $token})
SET w.beat = timestamp()
RETURN w.id AS id
"""

PUT_COMPANIES: Final[LiteralString] = """
MATCH (w:GoodwordWorkspace {id: $workspace})
UNWIND $rows AS row
WITH w, row[0] AS id, row[1] AS name, row[2] AS folded
MERGE (c:GoodwordCompany {id: id})
SET c.name = name, c.folded = folded
MERGE (c)-[i:GOODWORD_IN {workspace: $workspace}]->(w)
SET i.name = name, i.folded = folded, i.turn = $turn
RETURN count(*) AS done
"""

PUT_PEOPLE: Final[LiteralString] = """
MATCH (w:GoodwordWorkspace {id: $workspace})
UNWIND $rows AS row
WITH w, row[0] AS id, row[1] AS name, row[2] AS folded, row[3] AS slug, row[4] AS title, row[5] AS company_id,
     row[6] AS company
MERGE (p:GoodwordPerson {id: id})
SET p.name = name, p.folded = folded, p.slug = slug, p.title = title, p.company_id = company_id, p.company = company,
    p.touched = $turn
MERGE (p)-[i:GOODWORD_IN {workspace: $workspace}]->(w)
SET i.name = name, i.folded = folded, i.slug = slug, i.title = title, i.company_id = company_id, i.company = company,
    i.turn = $turn
RETURN count(*) AS done
"""

PUT_TIES: Final[LiteralString] = """
UNWIND $rows AS row
MATCH (a:GoodwordPerson {id: row[0]})
MATCH (b:GoodwordPerson {id: row[1]})
MERGE (a)-[t:GOODWORD_TIE {workspace: $workspace}]->(b)
SET t.strength = row[2], t.cost = row[3], t.classes = row[4], t.messages_ab = row[5], t.messages_ba = row[6],
    t.last = row[7], t.shown_by = row[8]
RETURN count(*) AS done
"""

PUT_WORKS: Final[LiteralString] = """
UNWIND $rows AS row
MATCH (p:GoodwordPerson {id: row[0]})
MATCH (c:GoodwordCompany {id: row[1]})
MERGE (p)-[r:GOODWORD_WORKS_AT {workspace: $workspace}]->(c)
RETURN count(*) AS done
"""

TOUCH: Final[LiteralString] = """
UNWIND $ids AS id
MATCH (p:GoodwordPerson {id: id})
SET p.touched = $turn
"""

TAKE_TIES: Final[LiteralString] = """
UNWIND $rows AS row
MATCH (a:GoodwordPerson {id: row[0]})-[t:GOODWORD_TIE {workspace: $workspace}]->(b:GoodwordPerson {id: row[1]})
DELETE t
"""

TAKE_WORKS: Final[LiteralString] = """
UNWIND $rows AS row
MATCH (p:GoodwordPerson {id: row[0]})-[r:GOODWORD_WORKS_AT {workspace: $workspace}]->(c:GoodwordCompany {id: row[1]})
DELETE r
"""

TAKE_PEOPLE: Final[LiteralString] = """
UNWIND $rows AS id
MATCH (p:GoodwordPerson {id: id})-[i:GOODWORD_IN {workspace: $workspace}]->(:GoodwordWorkspace)
DELETE i
"""

TAKE_COMPANIES: Final[LiteralString] = """
UNWIND $rows AS id
MATCH (c:GoodwordCompany {id: id})-[i:GOODWORD_IN {workspace: $workspace}]->(:GoodwordWorkspace)
DELETE i
"""

# After a withdrawal: what the others say is shown; what nobody shows any more goes.

FALL_BACK_PEOPLE: Final[LiteralString] = """
UNWIND $rows AS id
MATCH (p:GoodwordPerson {id: id})-[i:GOODWORD_IN]->(:GoodwordWorkspace)
WITH p, i ORDER BY i.turn DESC
WITH p, head(collect(i)) AS i
SET p.name = i.name, p.folded = i.folded, p.slug = i.slug, p.title = i.title, p.company_id = i.company_id,
    p.company = i.company, p.touched = $turn
"""

CLEAR_PEOPLE: Final[LiteralString] = """
UNWIND $rows AS id
MATCH (p:GoodwordPerson {id: id}) WHERE NOT EXISTS { (p)-[:GOODWORD_IN]->(:GoodwordWorkspace) }
MERGE (g:GoodwordGone {id: id})
SET g.touched = $turn
DETACH DELETE p
"""

FALL_BACK_COMPANIES: Final[LiteralString] = """
UNWIND $rows AS id
MATCH (c:GoodwordCompany {id: id})-[i:GOODWORD_IN]->(:GoodwordWorkspace)
WITH c, i ORDER BY i.turn DESC
WITH c, head(collect(i)) AS i
SET c.name = i.name, c.folded = i.folded
"""

CLEAR_COMPANIES: Final[LiteralString] = """
UNWIND $rows AS id
MATCH (c:GoodwordCompany {id: id}) WHERE NOT EXISTS { (c)-[:GOODWORD_IN]->(:GoodwordWorkspace) }
DETACH DELETE c
"""

# What one workspace shows, in slices of the ids.

OWN_COMPANIES: Final[LiteralString] = """
MATCH (c:GoodwordCompany) WHERE c.id >= $low AND c.id < $high
MATCH (c)-[i:GOODWORD_IN {workspace: $workspace}]->(:GoodwordWorkspace)
RETURN c.id AS id, i.name AS name, i.folded AS folded
"""

OWN_PEOPLE: Final[LiteralString] = """
MATCH (p:GoodwordPerson) WHERE p.id >= $low AND p.id < $high
MATCH (p)-[i:GOODWORD_IN {workspace: $workspace}]->(:GoodwordWorkspace)
RETURN p.id AS id, i.name AS name, i.folded AS folded, i.slug AS slug, i.title AS title, i.company_id AS company_id,
       i.company AS company
"""

OWN_TIES: Final[LiteralString] = """
MATCH (a:GoodwordPerson) WHERE a.id >= $low AND a.id < $high
RETURN a.id AS id,
       COLLECT { MATCH (a)-[t:GOODWORD_TIE {workspace: $workspace}]->(b:GoodwordPerson)
                 RETURN [b.id, t.strength, t.cost, t.classes, t.messages_ab, t.messages_ba, t.last,
                        coalesce(t.shown_by, [])]
               } AS ties,
       COLLECT { MATCH (a)-[:GOODWORD_WORKS_AT {workspace: $workspace}]->(c:GoodwordCompany) RETURN c.id } AS works
"""

COUNT_PEOPLE: Final[LiteralString] = "MATCH (p:GoodwordPerson) RETURN count(p) AS people"
COUNT_COMPANIES: Final[LiteralString] = "MATCH (c:GoodwordCompany) RETURN count(c) AS companies"

# The whole graph of all workspaces, in slices; or of those people only who were touched since.

PULL: Final[LiteralString] = """
MATCH (a:GoodwordPerson) WHERE a.id >= $low AND a.id < $high
RETURN a.id AS id, a.company_id AS company,
       COLLECT { MATCH (a)-[:GOODWORD_WORKS_AT]->(c:GoodwordCompany) RETURN c.id } AS works,
       COLLECT { MATCH (a)-[t:GOODWORD_TIE]->(b:GoodwordPerson)
                 RETURN [b.id, t.strength, t.classes, t.messages_ab, t.messages_ba, t.last,
                        coalesce(t.shown_by, [])] } AS ties
"""

PULL_TOUCHED: Final[LiteralString] = """
MATCH (a:GoodwordPerson) WHERE a.touched > $since AND a.id >= $low AND a.id < $high
RETURN a.id AS id, a.company_id AS company,
       COLLECT { MATCH (a)-[:GOODWORD_WORKS_AT]->(c:GoodwordCompany) RETURN c.id } AS works,
       COLLECT { MATCH (a)-[t:GOODWORD_TIE]->(b:GoodwordPerson)
                 RETURN [b.id, t.strength, t.classes, t.messages_ab, t.messages_ba, t.last,
                        coalesce(t.shown_by, [])] } AS ties
"""

COUNT_TOUCHED: Final[LiteralString] = "MATCH (a:GoodwordPerson) WHERE a.touched > $since RETURN count(a) AS people"
GONE: Final[LiteralString] = "MATCH (g:GoodwordGone) WHERE g.touched > $since RETURN g.id AS id"
PULL_COMPANIES: Final[LiteralString] = """
MATCH (c:GoodwordCompany) WHERE c.id >= $low AND c.id < $high
RETURN c.id AS id
"""

NAMES: Final[LiteralString] = """
UNWIND $ids AS id
MATCH (p:GoodwordPerson {id: id})
RETURN p.id AS id, p.name AS name, p.slug AS slug, p.title AS title, p.company_id AS company_id, p.company AS company
"""

COMPANY_NAMES: Final[LiteralString] = """
UNWIND $ids AS id
MATCH (c:GoodwordCompany {id: id})
RETURN c.id AS id, c.name AS name,
       COUNT { MATCH (p:GoodwordPerson)-[:GOODWORD_WORKS_AT]->(c) RETURN DISTINCT p } AS people
"""

PEOPLE_NAMED: Final[LiteralString] = """
MATCH (p:GoodwordPerson) WHERE p.id = $id OR p.slug IN $slugs OR (p.folded = $folded AND p.folded <> '')
RETURN p.id AS id, p.name AS name, p.slug AS slug, p.title AS title, p.company_id AS company_id, p.company AS company
ORDER BY id
"""

# Lists, from a place on. `words` begin with a space, as words do once the signs between them are spaces too.

FIND_PEOPLE: Final[LiteralString] = """
MATCH (p:GoodwordPerson)
WHERE p.folded >= $folded AND (p.folded > $folded OR p.id > $id)
  AND all(word IN $words WHERE reduce(name = ' ' + p.folded, sign IN $signs | replace(name, sign, ' ')) CONTAINS word)
RETURN p.id AS id, p.name AS name, p.slug AS slug, p.title AS title, p.company_id AS company_id, p.company AS company
ORDER BY p.folded, p.id LIMIT $limit
"""

FIND_COMPANIES: Final[LiteralString] = """
MATCH (c:GoodwordCompany)
WHERE c.folded >= $folded AND (c.folded > $folded OR c.id > $id)
  AND all(word IN $words WHERE reduce(name = ' ' + c.folded, sign IN $signs | replace(name, sign, ' ')) CONTAINS word)
WITH c ORDER BY c.folded, c.id LIMIT $limit
RETURN c.id AS id, c.name AS name,
       COUNT { MATCH (p:GoodwordPerson)-[:GOODWORD_WORKS_AT]->(c) RETURN DISTINCT p } AS people
"""

EMPLOYEES: Final[LiteralString] = """
MATCH (:GoodwordCompany {id: $company})<-[:GOODWORD_WORKS_AT]-(p:GoodwordPerson)
RETURN DISTINCT p.id AS id, p.name AS name, p.slug AS slug, p.title AS title, p.company_id AS company_id,
       p.company AS company
"""

# Taking out everything of ours, a few thousand at a time: one transaction for all would need memory for all.

DROP_TIES: Final[LiteralString] = """
MATCH (:GoodwordPerson)-[t:GOODWORD_TIE]->(:GoodwordPerson)
CALL (t) { DELETE t } IN TRANSACTIONS OF 10000 ROWS
"""
DROP_PEOPLE: Final[LiteralString] = """
MATCH (n:GoodwordPerson)
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS
"""
DROP_COMPANIES: Final[LiteralString] = """
MATCH (n:GoodwordCompany)
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS
"""
DROP_GONE: Final[LiteralString] = """
MATCH (n:GoodwordGone)
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS
"""
DROP_WORKSPACES: Final[LiteralString] = "MATCH (n:GoodwordWorkspace) DETACH DELETE n"
DROP_META: Final[LiteralString] = "MATCH (n:GoodwordMeta) DETACH DELETE n"
UNFINISH_ALL: Final[LiteralString] = """
MATCH (w:GoodwordWorkspace)
SET w.state = 'unfinished', w.token = $token
"""
DROP_WORKSPACE: Final[LiteralString] = """
MATCH (w:GoodwordWorkspace {id: $workspace, token: $token})
MATCH (m:GoodwordMeta {id: 'goodword'})
SET m.counter = m.counter + 1
WITH m, w, m.counter AS generation
SET m.generation = generation
DETACH DELETE w
RETURN generation
"""
