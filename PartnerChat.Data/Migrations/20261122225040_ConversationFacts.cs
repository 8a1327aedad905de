using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerChat.Data.Migrations
{
    /// <inheritdoc />
    public partial class ConversationFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "fact_seq",
                table: "partner_conversations",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "shows_presence",
                table: "partner_conversations",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<bool>(
                name: "shows_read",
                table: "partner_conversations",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<bool>(
                name: "shows_typing",
                table: "partner_conversations",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<long>(
                name: "fact_seq",
                table: "notices",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "fact_seq",
                table: "partner_conversations");

            migrationBuilder.DropColumn(
                name: "shows_presence",
                table: "partner_conversations");

            migrationBuilder.DropColumn(
                name: "shows_read",
                table: "partner_conversations");

            migrationBuilder.DropColumn(
                name: "shows_typing",
                table: "partner_conversations");

            migrationBuilder.DropColumn(
                name: "fact_seq",
                table: "notices");
        }
    }
}
