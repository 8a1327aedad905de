using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerChat.Data.Migrations
{
    /// <inheritdoc />
    public partial class ClientIdsByConversation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_partner_messages_client_message_id_conversation_id_sender_id",
                table: "partner_messages");

            migrationBuilder.CreateIndex(
                name: "ix_partner_messages_conversation_id_client_message_id_sender_id",
                table: "partner_messages",
                columns: new[] { "conversation_id", "client_message_id", "sender_id" },
                unique: true,
                filter: "client_message_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_partner_messages_conversation_id_client_message_id_sender_id",
                table: "partner_messages");

            migrationBuilder.CreateIndex(
                name: "ix_partner_messages_client_message_id_conversation_id_sender_id",
                table: "partner_messages",
                columns: new[] { "client_message_id", "conversation_id", "sender_id" },
                unique: true);
        }
    }
}
