using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerChat.Data;

namespace PartnerChat.Web.Background;

/// <summary>Brings the schema up to date before the app serves anybody.</summary>
public static partial class DatabaseMigration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Applies what the database lacks, making the database itself where it is absent. Waits for a server that is still starting for up to 30 s.
    /// Several instances may do this at once.
    /// </summary>
    /// <exception cref="StartRefusedException">The server does not answer, or refuses us. Unless somebody catches it, the process says why and exits with 78.</exception>
    public static async Task MigrateDatabaseAsync(this WebApplication app)
    {
        // Resolved first, it is disposed last: after all that may still write.
        var local = app.Services.GetService<DevelopmentPostgres>();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DatabaseMigration));
        var time = app.Services.GetRequiredService<TimeProvider>();
        var database = app.Services.GetRequiredService<ChatDataSources>().Owner;
        try
        {
            var applied = await WhenServerAnswersAsync(() => ChatSchema.BringUpToDateAsync(database), logger, time);
            if (applied.Count > 0)
                LogApplied(logger, string.Join(", ", applied));
        }
        catch (NpgsqlException e) when (e is not PostgresException || IsRefusal(e))
        {
            var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            await app.DisposeAsync();
            throw StartRefusedException.ForThisProcess(
                $"""
                 The database cannot be used: {e.Message}
                 ConnectionStrings__PartnerChat names the server {address.Host}:{address.Port}, the database "{address.Database}" and the user "{address.Username}".
                 Is the server running, may that user sign in, and does the database exist (or may the user make it)?
                 """);
        }
        catch (AppRoleException e)
        {
            await app.DisposeAsync();
            throw StartRefusedException.ForThisProcess(e.Message);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        local?.LeaveSignalsToHost();
    }

    private static async Task<IReadOnlyList<string>> WhenServerAnswersAsync(
        Func<Task<IReadOnlyList<string>>> work, ILogger logger, TimeProvider time)
    {
        var since = time.GetTimestamp();
        for (var first = true; ; first = false)
        {
            try
            {
                return await work();
            }
            catch (NpgsqlException e) when (e.IsTransient && time.GetElapsedTime(since) < Patience)
            {
                if (first)
                    LogWaiting(logger, Patience, e.Message);
                await Task.Delay(BetweenTries, time);
            }
        }
    }

    // What the server says to those whom it does not let in: wrong password, no such role, no right to make a database.
    private static bool IsRefusal(NpgsqlException e) =>
        e.IsTransient || e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidCatalogName;

    [LoggerMessage(LogLevel.Information, "The schema is up to date, newly applied: {Migrations}")]
    private static partial void LogApplied(ILogger logger, string migrations);

    [LoggerMessage(LogLevel.Warning, "Waiting up to {Patience} for the database: {Reason}")]
    private static partial void LogWaiting(ILogger logger, TimeSpan patience, string reason);
}
