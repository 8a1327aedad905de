using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerChat.Data.Migrations
{
    /// <inheritdoc />
    public partial class AdminFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_seen_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "locked_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "locked_by",
                table: "users",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "conversation_listings",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    names = table.Column<string>(type: "text", nullable: false, defaultValue: "", collation: "C"),
                    message_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    recent_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    is_stale = table.Column<bool>(type: "boolean", nullable: false),
                    counted_seq = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    day_seq = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    deleted_count = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conversation_listings", x => x.conversation_id);
                    table.ForeignKey(
                        name: "fk_conversation_listings_partner_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "partner_conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "message_quarters",
                columns: table => new
                {
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    messages = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_quarters", x => x.at);
                });

            migrationBuilder.CreateTable(
                name: "server_samples",
                columns: table => new
                {
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    node = table.Column<Guid>(type: "uuid", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    circuits = table.Column<int>(type: "integer", nullable: false),
                    circuits_peak = table.Column<int>(type: "integer", nullable: false),
                    sockets = table.Column<int>(type: "integer", nullable: false),
                    sockets_peak = table.Column<int>(type: "integer", nullable: false),
                    deliveries = table.Column<int[]>(type: "integer[]", nullable: false),
                    database_bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_server_samples", x => new { x.at, x.node });
                });

            migrationBuilder.CreateTable(
                name: "message_days",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    first_seq = table.Column<long>(type: "bigint", nullable: false),
                    messages = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_days", x => new { x.conversation_id, x.day });
                    table.ForeignKey(
                        name: "fk_message_days_conversation_listings_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversation_listings",
                        principalColumn: "conversation_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_users_created_at_id",
                table: "users",
                columns: new[] { "created_at", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "deleted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_users_last_seen_at_id",
                table: "users",
                columns: new[] { "last_seen_at", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "deleted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_users_locked_at",
                table: "users",
                column: "locked_at",
                filter: "locked_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_users_normalized_user_name_id",
                table: "users",
                columns: new[] { "normalized_user_name", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "deleted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_conversation_listings_is_active_last_at_conversation_id",
                table: "conversation_listings",
                columns: new[] { "is_active", "last_at", "conversation_id" });

            migrationBuilder.CreateIndex(
                name: "ix_conversation_listings_last_at_conversation_id",
                table: "conversation_listings",
                columns: new[] { "last_at", "conversation_id" })
                .Annotation("Npgsql:IndexInclude", new[] { "is_active" });

            migrationBuilder.CreateIndex(
                name: "ix_conversation_listings_message_count_conversation_id",
                table: "conversation_listings",
                columns: new[] { "message_count", "conversation_id" })
                .Annotation("Npgsql:IndexInclude", new[] { "is_active" });

            migrationBuilder.CreateIndex(
                name: "ix_conversation_listings_names_conversation_id",
                table: "conversation_listings",
                columns: new[] { "names", "conversation_id" })
                .Annotation("Npgsql:IndexInclude", new[] { "is_active" });

            migrationBuilder.CreateIndex(
                name: "ix_conversation_listings_recent_count_conversation_id",
                table: "conversation_listings",
                columns: new[] { "recent_count", "conversation_id" })
                .Annotation("Npgsql:IndexInclude", new[] { "is_active" });

            migrationBuilder.CreateIndex(
                name: "ix_conversation_listings_stale",
                table: "conversation_listings",
                column: "conversation_id",
                filter: "is_stale");

            migrationBuilder.CreateIndex(
                name: "ix_message_days_day",
                table: "message_days",
                column: "day");

            // Every ending of a text, so that a part of a word is the beginning of one: found by an index, without an extension.
            migrationBuilder.Sql("""
                CREATE FUNCTION text_endings(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
                    SELECT array_to_tsvector(array(SELECT DISTINCT substr($1, i) FROM generate_series(1, char_length($1)) AS i))
                $$;
                ALTER TABLE conversation_listings ADD COLUMN name_parts tsvector GENERATED ALWAYS AS (text_endings(names)) STORED;
                ALTER TABLE users ADD COLUMN email_parts tsvector GENERATED ALWAYS AS (text_endings(normalized_email::text)) STORED;
                CREATE INDEX ix_conversation_listings_name_parts ON conversation_listings USING gin (name_parts);
                CREATE INDEX ix_users_email_parts ON users USING gin (email_parts);
                """);

            // Of the columns that they name a message writes none, so it pays nothing for them.
            migrationBuilder.Sql("""
                CREATE FUNCTION list_conversation() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO conversation_listings (conversation_id, message_count, last_at, is_active, is_stale)
                    VALUES (NEW.id, NEW.message_count, coalesce(NEW.last_message_at, NEW.created_at), NEW.is_active, true)
                    ON CONFLICT (conversation_id) DO UPDATE SET is_active = excluded.is_active, is_stale = true;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER list_conversation AFTER INSERT OR UPDATE OF is_active, fact_seq ON partner_conversations
                    FOR EACH ROW EXECUTE FUNCTION list_conversation();

                CREATE FUNCTION list_member() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    UPDATE conversation_listings l SET is_stale = true
                    FROM partner_conversations c WHERE c.relationship_id = NEW.relationship_id AND l.conversation_id = c.id AND NOT l.is_stale;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER list_member AFTER INSERT OR UPDATE OF display_name ON relationship_members
                    FOR EACH ROW EXECUTE FUNCTION list_member();

                INSERT INTO conversation_listings (conversation_id, message_count, last_at, is_active, is_stale)
                SELECT id, message_count, coalesce(last_message_at, created_at), is_active, true FROM partner_conversations;
                UPDATE users u SET last_seen_at = s.last_seen_at
                FROM (SELECT user_id, max(last_seen_at) AS last_seen_at FROM account_sessions GROUP BY user_id) s WHERE s.user_id = u.id;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER list_member ON relationship_members;
                DROP TRIGGER list_conversation ON partner_conversations;
                DROP FUNCTION list_member();
                DROP FUNCTION list_conversation();
                ALTER TABLE conversation_listings DROP COLUMN name_parts;
                ALTER TABLE users DROP COLUMN email_parts;
                DROP FUNCTION text_endings(text);
                """);

            migrationBuilder.DropTable(
                name: "message_days");

            migrationBuilder.DropTable(
                name: "message_quarters");

            migrationBuilder.DropTable(
                name: "server_samples");

            migrationBuilder.DropTable(
                name: "conversation_listings");

            migrationBuilder.DropIndex(
                name: "ix_users_created_at_id",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_last_seen_at_id",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_locked_at",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_normalized_user_name_id",
                table: "users");

            migrationBuilder.DropColumn(
                name: "last_seen_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "locked_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "locked_by",
                table: "users");
        }
    }
}
