using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using PartnerChat.Data;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A command as it went to the database.</summary>
internal sealed record SentCommand(string Text, IReadOnlyList<(string Name, object? Value)> Parameters);

/// <summary>Contexts that keep what EF sends.</summary>
internal sealed class CommandLog(NpgsqlDataSource database) : DbCommandInterceptor, IDbContextFactory<ChatDbContext>
{
    public List<SentCommand> Commands { get; } = [];

    public ChatDbContext CreateDbContext() =>
        new(new DbContextOptionsBuilder<ChatDbContext>(ChatDatabase.OptionsFor(database)).AddInterceptors(this).Options);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Log(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Log(command);
        return ValueTask.FromResult(result);
    }

    private void Log(DbCommand command) => Commands.Add(new SentCommand(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
}
