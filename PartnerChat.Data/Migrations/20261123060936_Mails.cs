using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerChat.Data.Migrations
{
    /// <inheritdoc />
    public partial class Mails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "users",
                type: "character varying(16)",
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: true),
                    address_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    queued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    useless_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mails", x => x.id);
                    table.CheckConstraint("ck_mails_done", "(done_at IS NULL) = (outcome IS NULL) AND (done_at IS NULL) = (sealed IS NOT NULL)");
                    table.CheckConstraint("ck_mails_outcome", "outcome IN ('sent', 'failed', 'dropped')");
                });

            migrationBuilder.CreateIndex(
                name: "ix_mails_address",
                table: "mails",
                column: "address_hash",
                filter: "address_hash IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_mails_done",
                table: "mails",
                column: "done_at",
                filter: "done_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_mails_due",
                table: "mails",
                column: "next_at",
                filter: "done_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mails");

            migrationBuilder.DropColumn(
                name: "language",
                table: "users");
        }
    }
}
