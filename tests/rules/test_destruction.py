"""Commands that destroy, and commands that look as if they did."""

from __future__ import annotations

import pytest

from rollbook.rules.words.destruction import destruction, may_destroy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("psql ranker -c 'DROP TABLE scores'", "DROP TABLE"),
        ('psql -c "alter table x drop column y"', "drop column"),
        ("psql -c 'delete from scores;'", "delete from scores"),
        ('mysql -e "TRUNCATE sessions"', "TRUNCATE sessions"),
        ("psql <<EOF\nTRUNCATE TABLE x;\nEOF", "TRUNCATE TABLE x"),
        ("mongosh --eval 'db.dropDatabase()'", "dropDatabase()"),
        ("mongosh --eval 'db.scores.deleteMany({})'", ".deleteMany({})"),
        ("rm -rf /data/index", "rm -rf"),
        ("sudo /usr/bin/rm --force -r $DIR", "/usr/bin/rm --force -r"),
        ("for i in a b; do rm -rf /x/$i; done", "rm -rf"),
        ("ssh host 'rm -rf /srv/x'", "rm -rf"),
        ("ls | xargs rm -rf", "rm -rf"),
        ("find /models -mtime +9 -delete", "find /models -mtime +9 -delete"),
        ("rsync -a --delete new/ live/", "rsync -a --delete"),
        ("kubectl -n x delete deployment y", "kubectl -n x delete"),
        ("kubectl delete pvc data-0", "kubectl delete"),
        ("helm uninstall ranker", "helm uninstall"),
        ("terraform destroy -auto-approve", "terraform destroy"),
        ("aws s3 rm s3://b/p --recursive", "aws s3 rm s3://b/p --recursive"),
        ("aws s3 \\\n  rm --recursive s3://x", "--recursive"),
        ("aws s3 rb --force s3://b", "aws s3 rb --force"),
        ("aws rds delete-db-instance --db x", "aws rds delete-db-instance"),
        ("gsutil -m rm -r gs://b", "gsutil -m rm -r"),
        ("gcloud ai endpoints delete 12", "gcloud ai endpoints delete"),
        ("az storage blob delete-batch -s x", "az storage blob delete-batch"),
        ("git push --force origin main", "git push --force"),
        ("git push origin main -f", "git push origin main -f"),
        ("dropdb ranker", "dropdb ranker"),
        ("kubectl exec r -- redis-cli FLUSHDB", "redis-cli FLUSHDB"),
        ("curl -s -X DELETE https://es.example/x", "curl -s -X DELETE"),
        ("curl -XDELETE https://es.example/x", "curl -XDELETE"),
        ("bq rm -f -t scores.old", "bq rm"),
        ("mlflow experiments delete -x 1", "mlflow experiments delete"),
        ("docker system prune -af", "docker system prune"),
        ("docker compose down -v", "docker compose down -v"),
        ("pg_restore --clean -d x f", "pg_restore --clean"),
        ('echo "drop table x;" | psql', "drop table"),
    ],
)
def test_a_command_that_destroys_is_known(text: str, words: str) -> None:
    """By its own words, where they stand in the text."""
    assert may_destroy(text)
    assert destruction(text) == words
    assert words in text


@pytest.mark.parametrize(
    "text",
    [
        "rm model.lock",
        "rm -f model.lock",
        "rm -rf /tmp/build ~/.cache/huggingface",
        "# rm -rf /data",
        "echo 'rm -rf /data'",
        "grep 'DROP TABLE' migration.log",
        "psql -c 'DELETE FROM scores WHERE day = 3'",
        "psql -c 'delete from scores\n  where day = 3'",
        "truncate -s 0 ranker.log",
        "kubectl delete pod ranker-0",
        "kubectl -n search delete pods -l app=ranker",
        "kubectl delete deploy x --dry-run=client",
        "kubectl drain --selector a=b --delete-emptydir-data",
        "git push origin main",
        "git push --force-with-lease",
        "helm rollback ranker 3",
        "terraform apply",
        "curl https://api.example/delete",
        "docker compose down",
        "flagctl set drop-table off",
        "aws s3 sync models/ s3://b",
        "ops/index delete-later --list",
    ],
)
def test_what_only_looks_like_it_is_none(text: str) -> None:
    """It names what it does not do, does it to what is made anew, or only mentions it."""
    assert destruction(text) == ""


@pytest.mark.parametrize("part", ["rm ", "drop ", "delete from ", "a;rm ", "'truncate ", "\\\n"])
def test_a_long_text_takes_no_longer_than_its_length(part: str) -> None:
    """A text of 100,000 characters that nearly fits at each of them is soon looked through."""
    destruction(part * (100_000 // len(part)))
