using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

/// <summary>With receipts off, of either of the two, neither sees what the other has read. What was delivered still shows.</summary>
public sealed class ReceiptsOffTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase? _database;
    private ChatNode _node = null!;
    private Couple _couple = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Ct);
        _node = await ChatNode.StartAsync(_database);
        _couple = await Couple.JoinAsync(_node, Ct);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MarkReadAsync_OffOfEither_DeliversMovesThePositionAndNobodyIsToldOfReading(bool isReadersOwn)
    {
        await _couple.WriteAsync(_node, 3, Ct);
        await SwitchAsync(isReadersOwn ? _couple.B : _couple.A, false);
        await using var nora = await _node.FollowAsync(_couple.A, 3, Ct);
        await using var sami = await _node.FollowAsync(_couple.B, 3, Ct);
        // Once she hears that he writes she is live: what she reads on coming would tell her of the messages, and not of a receipt.
        sami.Session.SetTyping(true);
        await nora.WaitForAsync(events => events.OfType<TypingChanged>().Any(), Ct);

        await sami.Session.MarkReadAsync(3);

        await nora.WaitForAsync(events => events.OfType<ReceiptsChanged>().Any(), Ct);
        Assert.All(nora.Events.Concat(sami.Events).OfType<ReceiptsChanged>().SelectMany(e => e.Receipts), r => Assert.Null(r.ReadAt));
        Assert.Equal(3, nora.Events.OfType<ReceiptsChanged>().Sum(e => e.Receipts.Count));
        Assert.Equal([MessageStatus.Delivered], (await PageAsync(_couple.A)).Select(m => m.Status).Distinct());
        Assert.Equal(3, (await _node.VisitAsync(_couple.B, Ct)).Membership.Position);
        await Soundness.AssertAsync(_node.Database, _couple.ConversationId, Ct);
    }

    [Fact]
    public async Task Off_WhatWasReadBefore_IsDeliveredOnEveryWayOfReading()
    {
        var messages = await _couple.WriteAsync(_node, 2, Ct);
        await ReadAsync(2);

        await SwitchAsync(_couple.B, false);

        var nora = (await _node.VisitAsync(_couple.A, Ct)).Participant;
        var changes = await _node.Chat.GetChangesAsync(nora, new CatchUp(0, 0, 0), 100, Ct);
        var one = await _node.Chat.VisitMessageAsync(_couple.A, messages[0].Id, Ct);
        var reacted = await _node.Chat.PutReactionAsync(nora, messages[0].Id, "❤️", Ct);
        var (before, after) = (await _node.Chat.GetSentBeforeAsync(nora, null, 50, Ct), await _node.Chat.GetSentAfterAsync(nora, DateTimeOffset.UnixEpoch, 50, Ct));
        var all = (await PageAsync(_couple.A)).Concat(await PageAsync(_couple.B)).Concat(changes.Value!.Changes.Select(c => c.Message)).Concat(before.Value!.Messages).Concat(after.Value!.Messages);
        Assert.All([.. all, one.Value!.Message, reacted.Value!], m => Assert.Equal((MessageStatus.Delivered, null), (m.Status, m.ReadAt)));
    }

    [Fact]
    public async Task Off_ASessionThatIsOpen_HearsOfNoReadingFromThenOn()
    {
        await using var nora = await _node.FollowAsync(_couple.A, 0, Ct);
        var messages = await _couple.WriteAsync(_node, 1, Ct);
        await ReadAsync(1);

        await SwitchAsync(_couple.B, false);
        await _node.Chat.PutReactionAsync((await _node.VisitAsync(_couple.B, Ct)).Participant, messages[0].Id, "❤️", Ct);

        await nora.WaitForAsync(events => events.OfType<MessageChanged>().Any(e => e.Message.Reactions is not null), Ct);
        Assert.Null(nora.Events.OfType<MessageChanged>().Last().Message.ReadAt);
        Assert.Equal([Notice.ReceiptsOff], nora.Events.OfType<FactsChanged>().SelectMany(e => e.Notices).Select(n => n.Kind));
    }

    [Fact]
    public async Task OnAgain_WhatWasReadMeanwhile_IsNotToldUntilReadingGoesOnAndThenWithThatTime()
    {
        await _couple.WriteAsync(_node, 1, Ct);
        await ReadAsync(1);
        await SwitchAsync(_couple.B, false);
        await _couple.WriteAsync(_node, 1, Ct);
        await ReadAsync(2);
        await SwitchAsync(_couple.B, true);
        var switchedAt = DateTimeOffset.UtcNow;

        var shown = await PageAsync(_couple.A);
        await _couple.WriteAsync(_node, 1, Ct);
        await ReadAsync(3);

        Assert.Equal([MessageStatus.Read, MessageStatus.Delivered], shown.Select(m => m.Status));
        var now = await PageAsync(_couple.A);
        Assert.Equal([MessageStatus.Read], now.Select(m => m.Status).Distinct());
        Assert.Equal(now[2].ReadAt, now[1].ReadAt);
        Assert.True(now[1].ReadAt > switchedAt.AddSeconds(-1));
        await Soundness.AssertAsync(_node.Database, _couple.ConversationId, Ct);
    }

    [Fact]
    public async Task MarkReadAsync_OffAndALongWayBehind_DeliversAllOfIt()
    {
        for (var i = 0; i < 3; i++) await _couple.WriteAsync(_node, 400, Ct);
        await SwitchAsync(_couple.A, false);

        await ReadAsync(1200);

        var page = await _node.Messages.GetPageBeforeAsync(_couple.ConversationId, null, 500, Ct);
        Assert.Equal([MessageStatus.Delivered], page.Messages.Select(m => m.Status).Distinct());
        Assert.Equal([MessageStatus.Delivered], (await _node.Messages.GetPageFromAsync(_couple.ConversationId, 1, 500, Ct)).Messages.Select(m => m.Status).Distinct());
        await Soundness.AssertAsync(_node.Database, _couple.ConversationId, Ct);
    }

    [Fact]
    public async Task Position_MovedWhereReceiptsAreOff_IsToldToOnesOwnSessionsAlone()
    {
        await _couple.WriteAsync(_node, 2, Ct);
        await SwitchAsync(_couple.A, false);
        await using var nora = await _node.FollowAsync(_couple.A, 0, Ct);
        await using var desk = await _node.FollowAsync(_couple.B, 0, Ct);
        await using var phone = await _node.FollowAsync(_couple.B, 0, Ct);

        await desk.Session.MarkReadAsync(2);

        await phone.WaitForAsync(events => events.OfType<PositionMoved>().Any(e => e.Position == 2), Ct);
        await nora.WaitForAsync(events => events.OfType<ReceiptsChanged>().Any(), Ct);
        Assert.Empty(nora.Events.OfType<PositionMoved>());
    }

    [Fact]
    public async Task Switch_OnAnotherNode_ReachesSessionsWithinFiveSecondsWithItsNotice()
    {
        await using var there = await ChatNode.StartAsync(_database!);
        await there.Get<SharedFacts>().StartAsync(Ct);
        await using var sami = await there.FollowAsync(_couple.B, 0, Ct);
        var since = TimeProvider.System.GetTimestamp();

        await SwitchAsync(_couple.A, false);

        await sami.WaitForAsync(events => events.OfType<FactsChanged>().Any(), Ct);
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal([Notice.ReceiptsOff], sami.Events.OfType<FactsChanged>().Single().Notices.Select(n => n.Kind));
        await there.Get<SharedFacts>().StopAsync(Ct);
    }

    [Fact]
    public async Task Session_OpenedFromAnOlderPage_IsToldTheNoticesSince()
    {
        var before = await _node.VisitAsync(_couple.A, Ct);
        await SwitchAsync(_couple.B, false);
        var visit = await _node.VisitAsync(_couple.A, Ct);

        await using var log = new SessionLog(_node.Chat.OpenSession(visit, 0, before.Membership.Facts.Seq));

        await log.WaitForAsync(events => events.OfType<FactsChanged>().Any(), Ct);
        Assert.Equal([Notice.ReceiptsOff], log.Events.OfType<FactsChanged>().Single().Notices.Select(n => n.Kind));
    }

    [Fact]
    public async Task Typing_OffOfEither_IsNeitherToldNorLeftStanding()
    {
        await using var nora = await _node.FollowAsync(_couple.A, 0, Ct);
        await using var sami = await _node.FollowAsync(_couple.B, 0, Ct);
        nora.Session.SetTyping(true);
        await sami.WaitForAsync(events => events.OfType<TypingChanged>().Any(e => e.IsTyping), Ct);

        await _node.Get<SettingsService>().ChangeAsync(_couple.B, new(TypingIndicator: false), Ct);
        await sami.WaitForAsync(events => events.OfType<TypingChanged>().LastOrDefault() is { IsTyping: false }, Ct);
        nora.Session.SetTyping(true);
        sami.Session.SetTyping(true);
        await _couple.WriteAsync(_node, 1, Ct);
        _node.Bus.Publish(new StoreAdvanced(_couple.ConversationId));

        await nora.WaitForSentAsync(1, Ct);
        await sami.WaitForSentAsync(1, Ct);
        Assert.DoesNotContain(nora.Events.OfType<TypingChanged>(), e => e.IsTyping && e.Partner == PartnerSide.B);
        Assert.Equal(1, sami.Events.OfType<TypingChanged>().Count(e => e.IsTyping));
    }

    [Fact]
    public async Task Presence_OffOfEither_EndsWhatWasShownAndTellsNothingUntilItIsOn()
    {
        await using var nora = await _node.FollowAsync(_couple.A, 0, Ct);
        await using var sami = await _node.FollowAsync(_couple.B, 0, Ct);
        await nora.WaitForAsync(events => events.OfType<PresenceChanged>().Any(e => e.Partner == PartnerSide.B && e.IsOnline), Ct);

        await _node.Get<SettingsService>().ChangeAsync(_couple.B, new(Presence: false), Ct);
        await nora.WaitForAsync(events => LastOf(events) is { IsOnline: false, LastSeenAt: null }, Ct);
        await using (var late = await _node.FollowAsync(_couple.A, 0, Ct))
        {
            await _couple.WriteAsync(_node, 1, Ct);
            _node.Bus.Publish(new StoreAdvanced(_couple.ConversationId));
            await late.WaitForSentAsync(1, Ct);
            Assert.Empty(late.Events.OfType<PresenceChanged>());
        }

        await _node.Get<SettingsService>().ChangeAsync(_couple.B, new(Presence: true), Ct);
        await nora.WaitForAsync(events => LastOf(events) is { IsOnline: true }, Ct);

        static PresenceChanged? LastOf(IReadOnlyList<ConversationEvent> events) => events.OfType<PresenceChanged>().LastOrDefault(e => e.Partner == PartnerSide.B);
    }

    [Fact]
    public async Task Presence_Off_IsNotRememberedEither()
    {
        await _node.Get<SettingsService>().ChangeAsync(_couple.A, new(Presence: false), Ct);

        await _node.Get<RelationshipStore>().SetLastSeenAsync(_couple.RelationshipId, PartnerSide.B, DateTimeOffset.UtcNow, Ct);

        Assert.Null((await _node.VisitAsync(_couple.A, Ct)).Membership.PartnerLastSeenAt);
    }

    [Fact]
    public async Task Notices_AmongPages_AreEachInTheOneWhereTheyStandAndAreNoMessages()
    {
        await SwitchAsync(_couple.A, false);
        await _couple.WriteAsync(_node, 30, Ct);
        await SwitchAsync(_couple.A, true);
        await _couple.WriteAsync(_node, 30, Ct);
        await SwitchAsync(_couple.A, false);
        var nora = (await _node.VisitAsync(_couple.A, Ct)).Participant;

        var newest = (await _node.Chat.GetPageBeforeAsync(nora, null, 20, Ct)).Value!;
        var middle = (await _node.Chat.GetPageBeforeAsync(nora, 41, 20, Ct)).Value!;
        var oldest = (await _node.Chat.GetPageBeforeAsync(nora, 21, 20, Ct)).Value!;

        Assert.Equal([20, 20, 20], new[] { newest, middle, oldest }.Select(p => p.Messages.Count));
        Assert.Equal([[Notice.ReceiptsOff], [Notice.ReceiptsOn], [Notice.ReceiptsOff]], new[] { newest, middle, oldest }.Select(p => p.Notices.Select(n => n.Kind)));
        Assert.True(middle.Notices[0].At > middle.Messages[9].SentAt && middle.Notices[0].At < middle.Messages[10].SentAt);
        Assert.Equal(60, (await _node.Chat.GetConversationAsync(nora, Ct)).Value!.MessageCount);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    private async Task SwitchAsync(Guid user, bool isOn) => Assert.Null((await _node.Get<SettingsService>().ChangeAsync(user, new(ReadReceipts: isOn), Ct)).Error);

    private async Task ReadAsync(long upTo) => await _node.Chat.MarkReadAsync((await _node.VisitAsync(_couple.B, Ct)).Participant, upTo);

    private async Task<IReadOnlyList<MessageRecord>> PageAsync(Guid user) =>
        (await _node.Chat.GetPageBeforeAsync((await _node.VisitAsync(user, Ct)).Participant, null, 50, Ct)).Value!.Messages;
}
