using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace PartnerChat.Data;

/// <summary>The schema of a database: makes it and brings it up to date.</summary>
public static class ChatSchema
{
    /// <summary>
    /// Makes the database if it is absent, applies the migrations that it lacks, and gives <see cref="AppRole"/> what the tables then want. Safe for several
    /// processes at once: one works, the others wait.
    /// </summary>
    /// <param name="database">As the user who owns the tables.</param>
    /// <returns>The names of the migrations that were applied, oldest first.</returns>
    /// <exception cref="NpgsqlException">The server is away, lets us not in, or a migration fails.</exception>
    /// <exception cref="AppRoleException">The role as which the app works is not to be had.</exception>
    public static async Task<IReadOnlyList<string>> BringUpToDateAsync(NpgsqlDataSource database, CancellationToken cancellationToken = default)
    {
        // A context of its own: the app's logger would show a "fail" for the history table, which a new database does not have.
        await using var context = new ChatDbContext(ChatDatabase.OptionsFor(database));
        await EnsureCreatedAsync(context, database, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { CommandTimeout = 0 };
        take.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)WorkLock.Migration });
        await take.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            var missing = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            if (missing.Count > 0)
                await context.Database.MigrateAsync(cancellationToken);
            await AppRole.EnsureAsync(connection, cancellationToken);
            return missing;
        }
        finally
        {
            await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", connection);
            release.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)WorkLock.Migration });
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    // Asked without EF, which wraps what a server says that is away.
    private static async Task EnsureCreatedAsync(ChatDbContext context, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            return;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
        }
        try
        {
            await context.GetService<IRelationalDatabaseCreator>().CreateAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another instance was faster.
        }
    }
}
