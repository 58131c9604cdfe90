# A line that is written while its milepælsplan is approved waits for it, and is then refused.

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION indsatser_milepaelsplanlinje_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := '{}';
BEGIN
    IF TG_OP <> 'INSERT' THEN touched := touched || OLD.milepaelsplan_id; END IF;
    IF TG_OP <> 'DELETE' THEN touched := touched || NEW.milepaelsplan_id; END IF;
    %s
    IF EXISTS (
        SELECT 1 FROM indsatser_milepaelsplan p WHERE p.id = ANY (touched) AND p.state IN ('godkendt', 'sendt')
    ) THEN
        RAISE EXCEPTION 'Milepælsplanen er godkendt. Dens linjer ændres ikke.' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""
HOLD = "PERFORM 1 FROM indsatser_milepaelsplan p WHERE p.id = ANY (touched) ORDER BY p.id FOR SHARE;"
"""Whoever approves holds the plan: its state is read when that is over, and not before."""


class Migration(migrations.Migration):
    dependencies = [
        ("indsatser", "0015_search_dropped_reason"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION % HOLD, FUNCTION % ""),
    ]
