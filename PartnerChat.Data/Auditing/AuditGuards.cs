namespace PartnerChat.Data.Auditing;

/// <summary>
/// What keeps the audit log insert only, whoever is connected, the owner too: triggers that refuse every change and removal. Only a reason may go, and only
/// once what it was about is gone, or has ended more than 30 days ago.
/// </summary>
/// <remarks>
/// A migration that must change rows of these tables has to take the triggers off and put them on again itself
/// (<c>ALTER TABLE audit_entries DISABLE TRIGGER USER</c>); changing columns needs nothing of that.
/// </remarks>
internal static class AuditGuards
{
    /// <summary>Puts them in place. The functions look for tables in the schema of the migration alone, whatever the caller's search path.</summary>
    public const string Up = """
        CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'The audit log is insert only.' USING ERRCODE = 'insufficient_privilege';
        END
        $$;

        CREATE FUNCTION may_erase_audit_reason(entry uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
            SELECT coalesce((
                SELECT CASE e.target_type
                    WHEN 'conversation' THEN NOT EXISTS (
                        SELECT FROM partner_conversations c JOIN relationships r ON r.id = c.relationship_id
                        WHERE c.id = e.target_id AND (r.ended_at IS NULL OR r.ended_at > now() - interval '30 days'))
                    WHEN 'account' THEN NOT EXISTS (SELECT FROM users u WHERE u.id = e.target_id)
                    ELSE false
                END
                FROM audit_entries e WHERE e.id = entry AND e.target_id IS NOT NULL), false)
        $$;

        CREATE FUNCTION refuse_audit_reason_removal() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF may_erase_audit_reason(OLD.audit_entry_id) THEN
                RETURN OLD;
            END IF;
            RAISE EXCEPTION 'The audit log is insert only: what this reason is about is still there.' USING ERRCODE = 'insufficient_privilege';
        END
        $$;

        CREATE FUNCTION erase_audit_reasons(target uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS $$
        DECLARE
            erased integer;
        BEGIN
            DELETE FROM audit_reasons r USING audit_entries e WHERE e.id = r.audit_entry_id AND e.target_id = target;
            GET DIAGNOSTICS erased = ROW_COUNT;
            RETURN erased;
        END
        $$;
        REVOKE EXECUTE ON FUNCTION erase_audit_reasons(uuid) FROM PUBLIC;

        DO $$
        DECLARE
            name text;
        BEGIN
            FOREACH name IN ARRAY ARRAY['refuse_audit_change()', 'may_erase_audit_reason(uuid)', 'refuse_audit_reason_removal()', 'erase_audit_reasons(uuid)'] LOOP
                EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', name, current_schema());
            END LOOP;
        END
        $$;

        CREATE TRIGGER audit_entries_insert_only BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
        CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
        CREATE TRIGGER audit_reasons_insert_only BEFORE UPDATE ON audit_reasons FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
        CREATE TRIGGER audit_reasons_removal BEFORE DELETE ON audit_reasons FOR EACH ROW EXECUTE FUNCTION refuse_audit_reason_removal();
        CREATE TRIGGER audit_reasons_no_truncate BEFORE TRUNCATE ON audit_reasons FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
        ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_insert_only;
        ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_no_truncate;
        ALTER TABLE audit_reasons ENABLE ALWAYS TRIGGER audit_reasons_insert_only;
        ALTER TABLE audit_reasons ENABLE ALWAYS TRIGGER audit_reasons_removal;
        ALTER TABLE audit_reasons ENABLE ALWAYS TRIGGER audit_reasons_no_truncate;
        """;

    public const string Down = """
        DROP TRIGGER audit_entries_insert_only ON audit_entries;
        DROP TRIGGER audit_entries_no_truncate ON audit_entries;
        DROP TRIGGER audit_reasons_insert_only ON audit_reasons;
        DROP TRIGGER audit_reasons_removal ON audit_reasons;
        DROP TRIGGER audit_reasons_no_truncate ON audit_reasons;
        DROP FUNCTION erase_audit_reasons(uuid);
        DROP FUNCTION refuse_audit_reason_removal();
        DROP FUNCTION may_erase_audit_reason(uuid);
        DROP FUNCTION refuse_audit_change();
        """;
}
