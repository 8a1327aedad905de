using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace PartnerChat.Data;

/// <summary>How <c>dotnet ef</c> makes a context, with no web app and no database started.</summary>
public sealed class ChatDbContextFactory : IDesignTimeDbContextFactory<ChatDbContext>
{
    public ChatDbContext CreateDbContext(string[] args) =>
        new(ChatDatabase.OptionsFor(NpgsqlDataSource.Create("Host=127.0.0.1;Database=partnerchat")));
}
