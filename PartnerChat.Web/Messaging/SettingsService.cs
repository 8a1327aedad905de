using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Messaging;

/// <summary>
/// What a user chooses for themselves. It is stored before it is said to be; then the user's open pages are told, and the sessions of both where it is the
/// partner's matter too.
/// </summary>
public sealed partial class SettingsService(UserSettingsStore store, SettingsFeed feed, SharedFacts facts, ILogger<SettingsService> logger)
{
    /// <summary>That user's settings; the defaults of who never chose.</summary>
    public Task<ChatResult<SettingsRecord>> GetAsync(Guid userId, CancellationToken ct) =>
        AskAsync<SettingsRecord>(async () => await store.GetAsync(userId, ct));

    /// <summary>
    /// Changes what is given. Receipts, typing and presence count for both: they are shown only while both have them on. <see cref="ChatError.RateLimited"/> when
    /// receipts were switched on more often in an hour than the two can be told of.
    /// </summary>
    public Task<ChatResult<SettingsRecord>> ChangeAsync(Guid userId, SettingsChange change, CancellationToken ct) => AskAsync(async () =>
    {
        var outcome = await store.ChangeAsync(userId, change, ct);
        if (outcome.Settings is not { } settings) return ChatError.RateLimited;
        feed.Tell(userId, settings);
        if (outcome.ConversationId is { } conversation) await facts.LookAsync(conversation, ct);
        return new ChatResult<SettingsRecord>(settings, null);
    });

    /// <summary>Gives the user the name that their partner sees. <see cref="ChatError.InvalidContent"/> when it is none (<see cref="DisplayName"/>).</summary>
    /// <returns>The name as it is stored.</returns>
    public Task<ChatResult<string>> RenameAsync(Guid userId, string? displayName, CancellationToken ct) => AskAsync(async () =>
    {
        if (!DisplayName.TryParse(displayName, out var name, out _)) return ChatError.InvalidContent;
        var conversation = await store.RenameAsync(userId, name, ct);
        feed.Tell(userId, await store.GetAsync(userId, ct));
        if (conversation is { } there) await facts.LookAsync(there, ct);
        return new ChatResult<string>(name, null);
    });

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

    [LoggerMessage(LogLevel.Warning, "The database did not answer about settings: {Fault}")]
    private partial void LogAway(string fault);
}
