using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Accounts;

/// <summary>What a user chose for themselves, as stored.</summary>
/// <param name="UpdatedAt">Rises with every change, so that the later of two is known.</param>
public sealed record SettingsRecord(
    string Theme, string SendKey, bool ReadReceipts, bool TypingIndicator, bool Presence, bool Notifications, bool NotificationText, DateTimeOffset UpdatedAt)
{
    /// <summary>Of who never chose.</summary>
    public static readonly SettingsRecord Default = From(new UserSettings { UpdatedAt = DateTimeOffset.UnixEpoch });

    internal static SettingsRecord From(UserSettings s) =>
        new(s.Theme, s.SendKey, s.ReadReceipts, s.TypingIndicator, s.Presence, s.Notifications, s.NotificationText, s.UpdatedAt);
}

/// <summary>What is to be another; null stays as it is.</summary>
public sealed record SettingsChange(
    string? Theme = null, string? SendKey = null, bool? ReadReceipts = null, bool? TypingIndicator = null, bool? Presence = null, bool? Notifications = null,
    bool? NotificationText = null);

/// <summary>What came of a change.</summary>
/// <param name="Settings">As they are now; null when it was refused, having been done too often.</param>
/// <param name="ConversationId">The user's conversation, whose facts may have changed with it; null if there is none.</param>
public sealed record SettingsOutcome(SettingsRecord? Settings, Guid? ConversationId);

/// <summary>The settings of a user. What concerns both partners is copied to their conversation in the same transaction.</summary>
public sealed class UserSettingsStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider time)
{
    /// <summary>How often receipts are switched on in an hour at most, each with a notice. Off is always possible: it ends what the other sees.</summary>
    public const int MostSwitchesOn = 5;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>That user's, or the defaults.</summary>
    public async Task<SettingsRecord> GetAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ReadAsync(db, userId, ct);
    }

    /// <summary>Those whose settings are newer than the time given for them. One query for all.</summary>
    public async Task<IReadOnlyList<KeyValuePair<Guid, SettingsRecord>>> FindNewerAsync(IReadOnlyCollection<KeyValuePair<Guid, DateTimeOffset>> known, CancellationToken ct)
    {
        var (ids, times) = (known.Select(k => k.Key).ToArray(), known.Select(k => k.Value).ToArray());
        await using var db = await contexts.CreateDbContextAsync(ct);
        var newer = await db.UserSettings.FromSql($"""
            SELECT s.*
            FROM unnest({ids}::uuid[], {times}::timestamptz[]) AS k(user_id, at)
            CROSS JOIN LATERAL (SELECT * FROM user_settings s WHERE s.user_id = k.user_id LIMIT 1) s
            WHERE s.updated_at > k.at
            """).AsNoTracking().ToListAsync(ct);
        return [.. newer.Select(s => KeyValuePair.Create(s.UserId, SettingsRecord.From(s)))];
    }

    /// <summary>Changes them, of a user without any from the defaults.</summary>
    public async Task<SettingsOutcome> ChangeAsync(Guid userId, SettingsChange change, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await UpsertAsync(db, userId, change, ct);
        var place = await FindPlaceAsync(db, userId, ct);
        if (place is { ConversationId: var id, Side: var side } && (change.ReadReceipts ?? change.TypingIndicator ?? change.Presence) is not null)
        {
            await ConversationSettling.LockAsync(db, id, ct);
            if (change.ReadReceipts == true
                && await ConversationSettling.CountSwitchesOnAsync(db, id, side.ToName(), time.GetUtcNow() - Hour, ct) >= MostSwitchesOn)
                return new SettingsOutcome(null, null);
            await ConversationSettling.SettleAsync(db, id, ct);
        }

        var settings = await ReadAsync(db, userId, ct);
        await transaction.CommitAsync(ct);
        return new SettingsOutcome(settings, place?.ConversationId);
    }

    /// <summary>Gives the user another name in the relationship that they are in.</summary>
    /// <returns>Its conversation; null if there is none yet.</returns>
    public async Task<Guid?> RenameAsync(Guid userId, string displayName, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Other pages of this user's learn of it by their settings.
        await UpsertAsync(db, userId, new SettingsChange(), ct);
        var place = await FindPlaceAsync(db, userId, ct);
        if (place is not null) await ConversationSettling.LockAsync(db, place.ConversationId, ct);
        var renamed = await db.RelationshipMembers
            .Where(m => m.UserId == userId && m.LeftAt == null && m.DisplayName != displayName)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.DisplayName, displayName), ct);
        if (place is not null && renamed > 0)
            await db.Conversations.Where(c => c.Id == place.ConversationId).ExecuteUpdateAsync(c => c.SetProperty(x => x.FactSeq, x => x.FactSeq + 1), ct);
        await transaction.CommitAsync(ct);
        return place?.ConversationId;
    }

    private static async Task<SettingsRecord> ReadAsync(ChatDbContext db, Guid userId, CancellationToken ct) =>
        await db.UserSettings.AsNoTracking().SingleOrDefaultAsync(s => s.UserId == userId, ct) is { } found ? SettingsRecord.From(found) : SettingsRecord.Default;

    private static Task<int> UpsertAsync(ChatDbContext db, Guid userId, SettingsChange change, CancellationToken ct)
    {
        var none = SettingsRecord.Default;
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO user_settings AS s (user_id, theme, send_key, read_receipts, typing_indicator, presence, notifications, notification_text, updated_at)
            VALUES ({userId}, {change.Theme ?? none.Theme}, {change.SendKey ?? none.SendKey}, {change.ReadReceipts ?? none.ReadReceipts},
                {change.TypingIndicator ?? none.TypingIndicator}, {change.Presence ?? none.Presence}, {change.Notifications ?? none.Notifications},
                {change.NotificationText ?? none.NotificationText}, clock_timestamp())
            ON CONFLICT (user_id) DO UPDATE SET
                theme = coalesce({change.Theme}::text, s.theme), send_key = coalesce({change.SendKey}::text, s.send_key),
                read_receipts = coalesce({change.ReadReceipts}::boolean, s.read_receipts), typing_indicator = coalesce({change.TypingIndicator}::boolean, s.typing_indicator),
                presence = coalesce({change.Presence}::boolean, s.presence), notifications = coalesce({change.Notifications}::boolean, s.notifications),
                notification_text = coalesce({change.NotificationText}::boolean, s.notification_text),
                updated_at = greatest(clock_timestamp(), s.updated_at + interval '1 microsecond')
            """, ct);
    }

    private static Task<Place?> FindPlaceAsync(ChatDbContext db, Guid userId, CancellationToken ct) => (
        from me in db.RelationshipMembers
        join conversation in db.Conversations on me.RelationshipId equals conversation.RelationshipId
        where me.UserId == userId && me.LeftAt == null
        select new Place(conversation.Id, me.Side)).SingleOrDefaultAsync(ct);

    private sealed record Place(Guid ConversationId, PartnerSide Side);
}
