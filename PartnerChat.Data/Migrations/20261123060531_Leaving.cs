using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerChat.Data.Migrations
{
    /// <inheritdoc />
    public partial class Leaving : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "deleted_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ended_with_account",
                table: "relationships",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "retention_state",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    session_days = table.Column<int>(type: "integer", nullable: false, defaultValue: 60),
                    last_started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_deleted = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    last_failed = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    last_fault = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retention_state", x => x.id);
                    table.CheckConstraint("ck_retention_state_one", "id = 1");
                    table.CheckConstraint("ck_retention_state_session_days", "session_days BETWEEN 1 AND 60");
                });

            migrationBuilder.CreateIndex(
                name: "ix_users_deleted_at",
                table: "users",
                column: "deleted_at",
                filter: "deleted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_relationships_ended_at",
                table: "relationships",
                column: "ended_at",
                filter: "ended_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_relationship_members_user_id",
                table: "relationship_members",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_invitations_relationship_id",
                table: "invitations",
                column: "relationship_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "retention_state");

            migrationBuilder.DropIndex(
                name: "ix_users_deleted_at",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_relationships_ended_at",
                table: "relationships");

            migrationBuilder.DropIndex(
                name: "ix_relationship_members_user_id",
                table: "relationship_members");

            migrationBuilder.DropIndex(
                name: "ix_invitations_relationship_id",
                table: "invitations");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "ended_with_account",
                table: "relationships");
        }
    }
}
