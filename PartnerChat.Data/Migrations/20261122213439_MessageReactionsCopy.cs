using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerChat.Data.Migrations
{
    /// <inheritdoc />
    public partial class MessageReactionsCopy : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "reactions",
                table: "partner_messages",
                type: "jsonb",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "reactions",
                table: "partner_messages");
        }
    }
}
