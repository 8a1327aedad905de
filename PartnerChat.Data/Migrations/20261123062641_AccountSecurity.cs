using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerChat.Data.Migrations
{
    /// <inheritdoc />
    public partial class AccountSecurity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "browser",
                table: "account_sessions",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "second_factor",
                table: "account_sessions",
                type: "character varying(8)",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "security_stamp",
                table: "account_sessions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "system",
                table: "account_sessions",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "zone",
                table: "account_sessions",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.Sql("UPDATE account_sessions s SET security_stamp = u.security_stamp FROM users u WHERE u.id = s.user_id");

            migrationBuilder.CreateTable(
                name: "second_factor_tries",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_step = table.Column<long>(type: "bigint", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_second_factor_tries", x => x.user_id);
                    table.ForeignKey(
                        name: "fk_second_factor_tries_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_passkey_uses",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_passkey_uses", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_user_passkey_uses_user_passkeys_credential_id",
                        column: x => x.credential_id,
                        principalTable: "user_passkeys",
                        principalColumn: "credential_id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "second_factor_tries");

            migrationBuilder.DropTable(
                name: "user_passkey_uses");

            migrationBuilder.DropColumn(
                name: "browser",
                table: "account_sessions");

            migrationBuilder.DropColumn(
                name: "second_factor",
                table: "account_sessions");

            migrationBuilder.DropColumn(
                name: "security_stamp",
                table: "account_sessions");

            migrationBuilder.DropColumn(
                name: "system",
                table: "account_sessions");

            migrationBuilder.DropColumn(
                name: "zone",
                table: "account_sessions");
        }
    }
}
