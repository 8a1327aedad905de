namespace PartnerChat.Data;

/// <summary>What <see cref="AppRole"/> asks and says.</summary>
internal static class AppRoleSql
{
    // Our tables, and whether the role may do with each what it should. Of a table of another owner's it has nothing.
    private const string Tables = """
        SELECT c.oid, c.relname,
            c.relname IN ('audit_entries', 'audit_reasons') AS is_audit, c.relname = '__EFMigrationsHistory' AS is_history
        FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND pg_has_role(c.relowner, 'USAGE')
        """;

    private const string Wrong = """
        NOT has_table_privilege(r.name, t.oid, 'SELECT')
        OR CASE
            WHEN t.is_history THEN has_table_privilege(r.name, t.oid, 'INSERT, DELETE, TRUNCATE') OR has_any_column_privilege(r.name, t.oid, 'UPDATE')
            WHEN t.is_audit THEN NOT has_table_privilege(r.name, t.oid, 'INSERT')
                OR has_table_privilege(r.name, t.oid, 'DELETE, TRUNCATE, TRIGGER') OR has_any_column_privilege(r.name, t.oid, 'UPDATE')
            ELSE NOT (has_table_privilege(r.name, t.oid, 'INSERT') AND has_table_privilege(r.name, t.oid, 'UPDATE') AND has_table_privilege(r.name, t.oid, 'DELETE'))
                OR has_table_privilege(r.name, t.oid, 'TRUNCATE')
        END
        """;

    // By the id of pg_sequence: what asks about a sequence fails for whatever is none, and the planner asks when it likes.
    private const string Sequences = """
        SELECT s.seqrelid AS oid FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND pg_has_role(c.relowner, 'USAGE')
        """;

    /// <summary>$1: the role. Whether it has what it needs and no more.</summary>
    public const string IsRight = $"""
        SELECT has_schema_privilege(r.name, current_schema()::regnamespace, 'USAGE')
            AND NOT has_schema_privilege(r.name, current_schema()::regnamespace, 'CREATE')
            AND NOT EXISTS (SELECT FROM ({Tables}) t WHERE {Wrong})
            AND NOT EXISTS (SELECT FROM ({Sequences}) s WHERE NOT has_sequence_privilege(r.name, s.oid, 'USAGE'))
            AND has_function_privilege(r.name, 'erase_audit_reasons(uuid)', 'EXECUTE')
            AND NOT pg_has_role(r.name, session_user, 'MEMBER')
        FROM (SELECT $1::name AS name) r
        """;

    /// <summary>Puts right what is not, as one statement: whoever works as the role meanwhile notices nothing.</summary>
    public static string Grant(string role) => $"""
        DO $grants$
        DECLARE
            r record;
            place record;
        BEGIN
            SELECT {Literal(role)}::name AS name INTO r;
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), r.name);
            EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM %I', current_schema(), r.name);
            FOR place IN SELECT t.* FROM ({Tables}) t WHERE {Wrong} LOOP
                EXECUTE format('REVOKE ALL ON %s FROM %I', place.oid::regclass, r.name);
                EXECUTE format('GRANT %s ON %s TO %I',
                    CASE WHEN place.is_history THEN 'SELECT' WHEN place.is_audit THEN 'SELECT, INSERT' ELSE 'SELECT, INSERT, UPDATE, DELETE' END, place.oid::regclass, r.name);
            END LOOP;
            FOR place IN {Sequences} LOOP
                EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO %I', place.oid::regclass, r.name);
            END LOOP;
            EXECUTE format('GRANT EXECUTE ON FUNCTION erase_audit_reasons(uuid) TO %I', r.name);
        END
        $grants$
        """;

    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
