-- The tables of ratings as Alembic's revision rating_0001 made them on PostgreSQL, with rows that the store of that time
-- wrote; on SQLite they are the same but for SERIAL, which is INTEGER there.

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

INSERT INTO alembic_version (version_num) VALUES ('rating_0001');

CREATE TABLE rating_projects (
    id SERIAL NOT NULL,
    name TEXT NOT NULL,
    form TEXT NOT NULL,
    plan TEXT NOT NULL,
    token TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name),
    UNIQUE (token)
);

CREATE TABLE rating_exhibits (
    project INTEGER NOT NULL,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (project, number),
    FOREIGN KEY(project) REFERENCES rating_projects (id)
);

CREATE TABLE raters (
    id SERIAL NOT NULL,
    project INTEGER NOT NULL,
    name TEXT NOT NULL,
    token TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (project, name),
    FOREIGN KEY(project) REFERENCES rating_projects (id),
    UNIQUE (token)
);

CREATE TABLE rating_cards (
    rater INTEGER NOT NULL,
    position INTEGER NOT NULL,
    exhibit INTEGER NOT NULL,
    shown TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (rater, position),
    FOREIGN KEY(rater) REFERENCES raters (id)
);

CREATE TABLE rating_marks (
    rater INTEGER NOT NULL,
    key TEXT NOT NULL,
    turn BIGINT NOT NULL,
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    value TEXT NOT NULL,
    seconds FLOAT,
    at TEXT NOT NULL,
    PRIMARY KEY (rater, key),
    FOREIGN KEY(rater) REFERENCES raters (id)
);

INSERT INTO rating_projects (name, form, plan, token, made_at) VALUES
    ('p', '{"mode": "rating", "criteria": [{"name": "fluency", "low": 1, "high": 5, "title": "Flow", "question": "How?", "anchors": {"1": "bad", "5": "good"}}, {"name": "\u98ce\u683c", "low": 0, "high": 10, "title": "", "question": "", "anchors": {}}], "guidelines": "Hi", "markdown": false}', '{"per_item": 2, "repeats": 1, "seed": 7}', 'token-1', '2026-11-05T10:00:01.000+00:00');
INSERT INTO rating_projects (name, form, plan, token, made_at) VALUES
    ('q', '{"mode": "pairs", "criteria": [{"name": "better", "low": 1, "high": 5, "title": "", "question": "", "anchors": {}}], "guidelines": "", "markdown": false}', '{"per_item": null, "repeats": 0, "seed": 0}', 'token-4', '2026-11-05T10:00:02.000+00:00');

INSERT INTO raters (project, name, token) VALUES
    (1, 'Li', 'token-2');
INSERT INTO raters (project, name, token) VALUES
    (1, '王', 'token-3');
INSERT INTO raters (project, name, token) VALUES
    (2, 'Li', 'token-5');

INSERT INTO rating_exhibits (project, number, content) VALUES
    (1, 0, '{"example": "a", "outputs": [{"system": "one", "text": "text\u0000\ud83d <b>"}, {"system": "two", "text": "\u6587"}], "prompt": "prompt", "reference": "reference", "part": "main", "expected": {}}');
INSERT INTO rating_exhibits (project, number, content) VALUES
    (1, 1, '{"example": "c", "outputs": [{"system": "", "text": "check"}], "prompt": null, "reference": null, "part": "check", "expected": {"fluency": 2.0}}');
INSERT INTO rating_exhibits (project, number, content) VALUES
    (2, 0, '{"example": "a", "outputs": [{"system": "one", "text": "text\u0000\ud83d <b>"}, {"system": "two", "text": "\u6587"}], "prompt": "prompt", "reference": "reference", "part": "main", "expected": {}}');

INSERT INTO rating_cards (rater, position, exhibit, shown, kind) VALUES
    (1, 0, 0, '[1, 0]', 'main');
INSERT INTO rating_cards (rater, position, exhibit, shown, kind) VALUES
    (1, 1, 1, '[0]', 'check');
INSERT INTO rating_cards (rater, position, exhibit, shown, kind) VALUES
    (2, 0, 0, '[1, 0]', 'main');
INSERT INTO rating_cards (rater, position, exhibit, shown, kind) VALUES
    (2, 1, 1, '[0]', 'check');
INSERT INTO rating_cards (rater, position, exhibit, shown, kind) VALUES
    (3, 0, 0, '[1, 0]', 'main');

INSERT INTO rating_marks (rater, key, turn, position, what, value, seconds, at) VALUES
    (1, 'k1', 1, 0, 'fluency', '4', 2.5, '2026-11-05T10:00:03.000+00:00');
INSERT INTO rating_marks (rater, key, turn, position, what, value, seconds, at) VALUES
    (1, 'k2', 2, 0, 'fluency', '5', 0.25, '2026-11-05T10:00:03.000+00:00');
INSERT INTO rating_marks (rater, key, turn, position, what, value, seconds, at) VALUES
    (1, 'k3', 3, 1, 'comment', '"\u55ef\u0000 it''s"', NULL, '2026-11-05T10:00:03.000+00:00');
INSERT INTO rating_marks (rater, key, turn, position, what, value, seconds, at) VALUES
    (2, 'k1', 9007199254740992, 0, 'fluency', '2', NULL, '2026-11-05T10:00:04.000+00:00');
