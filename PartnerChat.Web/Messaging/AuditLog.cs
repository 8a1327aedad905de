using System.Runtime.CompilerServices;
using PartnerChat.Data.Auditing;

namespace PartnerChat.Web.Messaging;

/// <summary>What admins did, for an admin to read. Nothing here can change it.</summary>
public sealed partial class AuditLog(AuditLogStore store, TimeProvider time, ILogger<AuditLog> logger)
{
    public const int PageSize = 50;
    private const int ExportedAtOnce = 1_000;

    /// <summary>The newest entries, or those next older than a place. <see cref="ChatError.NotFound"/> for whoever is no admin (any more).</summary>
    public Task<ChatResult<AuditPage>> GetOlderAsync(AuditActor by, AuditFilter filter, AuditPlace? before, CancellationToken ct) =>
        AskAsync(() => store.GetOlderAsync(by, time.GetUtcNow(), filter, before, PageSize, ct));

    /// <summary>The oldest entries, or those next newer than a place; newest first, too.</summary>
    public Task<ChatResult<AuditPage>> GetNewerAsync(AuditActor by, AuditFilter filter, AuditPlace? after, CancellationToken ct) =>
        AskAsync(() => store.GetNewerAsync(by, time.GetUtcNow(), filter, after, PageSize, ct));

    /// <summary>The account that is meant by an id or an address: an id that nobody has where there is none, so that nothing is found.</summary>
    public async Task<Guid> FindAccountAsync(string text, CancellationToken ct) =>
        Guid.TryParse(text, out var id) ? id : await store.FindAccountAsync(text.Normalize().ToUpperInvariant(), ct) ?? Guid.Empty;

    /// <summary>Writes down that the log is exported. False for whoever is no admin (any more): nothing goes out then.</summary>
    public Task<bool> BeginExportAsync(AuditActor by, AuditFilter filter, CancellationToken ct) => store.BeginExportAsync(by, time.GetUtcNow(), filter, ct);

    /// <summary>All entries that there are now, newest first, a page in memory at a time. Ends early for whoever ceases to be an admin.</summary>
    public async IAsyncEnumerable<AuditRow> ReadAllAsync(AuditActor by, AuditFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        AuditPlace? place = null;
        do
        {
            if (await store.GetOlderAsync(by, time.GetUtcNow(), filter, place, ExportedAtOnce, ct) is not { } page) yield break;
            foreach (var row in page.Rows) yield return row;
            place = page.HasOlder ? page.Rows[^1].Place : null;
        }
        while (place is not null);
    }

    private async Task<ChatResult<AuditPage>> AskAsync(Func<Task<AuditPage?>> ask)
    {
        try
        {
            return await ask() is { } page ? page : ChatError.NotFound;
        }
        catch (Exception e) when (e is not OperationCanceledException && e.IsDatabase())
        {
            LogAway(e.GetType().Name);
            return ChatError.Unavailable;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not answer about the audit log: {Fault}")]
    private partial void LogAway(string fault);
}
