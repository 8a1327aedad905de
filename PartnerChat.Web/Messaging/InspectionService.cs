using PartnerChat.Data.Auditing;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// An admin's looks into conversations: with a reason, for 30 minutes, read-only, and seen by the two as they happen. For an admin there is no other way to what
/// was written.
/// </summary>
public sealed partial class InspectionService(InspectionStore store, SharedFacts facts, TimeProvider time, ILogger<InspectionService> logger)
{
    /// <summary>The conversation that is to be looked into: nothing of what was said. <see cref="ChatError.NotFound"/> also for whoever is no admin (any more).</summary>
    public Task<ChatResult<InspectionSubject>> FindAsync(AuditActor by, Guid conversationId, CancellationToken ct) =>
        AskAsync<InspectionSubject>(async () => await store.FindAsync(by, conversationId, time.GetUtcNow(), ct) is { } found ? found : ChatError.NotFound);

    /// <summary>Opens a look, for the reason that the two will read. <see cref="ChatError.InvalidContent"/> when it is none (<see cref="InspectionReason"/>).</summary>
    public Task<ChatResult<Inspection>> OpenAsync(AuditActor by, Guid conversationId, string? reason, CancellationToken ct) => AskAsync<Inspection>(async () =>
        InspectionReason.TryParse(reason, out var why) ? Result(await store.OpenAsync(by, conversationId, why, time.GetUtcNow(), ct)) : ChatError.InvalidContent);

    /// <summary>Reads a page, 1 being the newest; the two are told before this ends. <see cref="ChatError.TooLate"/> when the look is over.</summary>
    public Task<ChatResult<InspectedPage>> ReadAsync(AuditActor by, Inspection look, int page, CancellationToken ct) => AskAsync<InspectedPage>(async () =>
    {
        var read = Result(await store.ReadAsync(by, look.Id, page, time.GetUtcNow(), ct));
        if (read.Error is null) await facts.LookAsync(look.ConversationId, ct);
        return read;
    });

    private static ChatResult<T> Result<T>(InspectionOutcome<T> outcome)
        where T : class => outcome.Refused switch
        {
            null => outcome.Value!,
            InspectionRefusal.Over => ChatError.TooLate,
            _ => ChatError.NotFound,
        };

    private async Task<ChatResult<T>> AskAsync<T>(Func<Task<ChatResult<T>>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is not OperationCanceledException && e.IsDatabase())
        {
            LogAway(e.GetType().Name);
            return ChatError.Unavailable;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not answer about an inspection: {Fault}")]
    private partial void LogAway(string fault);
}
