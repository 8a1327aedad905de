using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerChat.Data.Migrations
{
    /// <inheritdoc />
    public partial class MessageSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "message_search_blocks",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    folded = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_search_blocks", x => new { x.conversation_id, x.number });
                    table.ForeignKey(
                        name: "fk_message_search_blocks_partner_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "partner_conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            // A search through everything unpacks everything. A server that was built without lz4 packs as it always did.
            migrationBuilder.Sql("""
                DO $$
                BEGIN
                    EXECUTE 'ALTER TABLE message_search_blocks ALTER COLUMN folded SET COMPRESSION lz4';
                EXCEPTION WHEN feature_not_supported OR syntax_error THEN
                    NULL;
                END $$
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "message_search_blocks");
        }
    }
}
