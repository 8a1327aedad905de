using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PartnerChat.Data.Migrations
{
    /// <inheritdoc />
    public partial class VisibleContent : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_partner_messages_content",
                table: "partner_messages");

            migrationBuilder.AddCheckConstraint(
                name: "ck_partner_messages_content",
                table: "partner_messages",
                sql: "char_length(content) <= 5000 AND (content COLLATE \"C\" ~ '[^\\u0009-\\u000D\\u0020\\u0085\\u00A0\\u00AD\\u034F\\u0600-\\u0605\\u061C\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u115F\\u1160\\u1680\\u17B4\\u17B5\\u180B-\\u180F\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u206F\\u3000\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\U000110BD\\U000110CD\\U00013430-\\U0001343F\\U0001BCA0-\\U0001BCA3\\U0001D173-\\U0001D17A\\U000E0000-\\U000E0FFF]' OR deleted_at IS NOT NULL)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_partner_messages_content",
                table: "partner_messages");

            migrationBuilder.AddCheckConstraint(
                name: "ck_partner_messages_content",
                table: "partner_messages",
                sql: "char_length(content) <= 5000 AND (content <> '' OR deleted_at IS NOT NULL)");
        }
    }
}
