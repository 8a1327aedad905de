using PartnerChat.Data.Accounts;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class SettingsServiceTests(PostgresFixture postgres, SharedNode shared) : IClassFixture<SharedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_NeverChosen_IsAllDefaults()
    {
        var node = shared.Node;

        var settings = await node.Get<SettingsService>().GetAsync(await Couple.AddUserAsync(node, Ct), Ct);

        Assert.Equal(SettingsRecord.Default, settings.Value);
        Assert.Equal(("system", "enter", true, true, true, false, false), (settings.Value!.Theme, settings.Value.SendKey, settings.Value.ReadReceipts,
            settings.Value.TypingIndicator, settings.Value.Presence, settings.Value.Notifications, settings.Value.NotificationText));
    }

    [Fact]
    public async Task ChangeAsync_OneThing_LeavesTheOthers()
    {
        var node = shared.Node;
        var (user, settings) = (await Couple.AddUserAsync(node, Ct), node.Get<SettingsService>());
        await settings.ChangeAsync(user, new(Theme: "dark", Notifications: true), Ct);

        var changed = await settings.ChangeAsync(user, new(SendKey: "ctrl_enter"), Ct);

        Assert.Equal(("dark", "ctrl_enter", true), (changed.Value!.Theme, changed.Value.SendKey, changed.Value.Notifications));
        Assert.Equal(changed.Value, (await settings.GetAsync(user, Ct)).Value);
    }

    [Fact]
    public async Task ChangeAsync_DatabaseAway_SaysSoAndTellsNobody()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var proxy = TcpProxy.Before(database.ConnectionString, out var through);
        await using var node = await ChatNode.StartAsync(through);
        var (user, told) = (await Couple.AddUserAsync(node, Ct), new List<SettingsRecord>());
        using var following = node.Get<SettingsFeed>().Follow(user, SettingsRecord.Default, told.Add);

        proxy.Cut();
        var changed = await node.Get<SettingsService>().ChangeAsync(user, new(Theme: "dark"), Ct);

        Assert.Equal(ChatError.Unavailable, changed.Error);
        Assert.Empty(told);
    }

    [Fact]
    public async Task ChangeAsync_PagesHereAndOnAnotherNode_AreToldWithinFiveSeconds()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var here = await ChatNode.StartAsync(database);
        await using var there = await ChatNode.StartAsync(database);
        var user = await Couple.AddUserAsync(here, Ct);
        await there.Get<SettingsFeed>().StartAsync(Ct);
        var (near, far) = (new TaskCompletionSource<SettingsRecord>(), new TaskCompletionSource<SettingsRecord>());
        using var one = here.Get<SettingsFeed>().Follow(user, SettingsRecord.Default, near.SetResult);
        using var other = there.Get<SettingsFeed>().Follow(user, SettingsRecord.Default, far.SetResult);

        var changed = await here.Get<SettingsService>().ChangeAsync(user, new(Theme: "light"), Ct);

        Assert.True(near.Task.IsCompletedSuccessfully);
        Assert.Equal(changed.Value, await far.Task.WaitAsync(TimeSpan.FromSeconds(5), Ct));
        await there.Get<SettingsFeed>().StopAsync(Ct);
    }

    [Fact]
    public async Task ChangeAsync_ReceiptsOffAndOn_StoresANoticeOfEach()
    {
        var node = shared.Node;
        var (couple, settings) = (await Couple.JoinAsync(node, Ct), node.Get<SettingsService>());

        await settings.ChangeAsync(couple.B, new(ReadReceipts: false), Ct);
        await settings.ChangeAsync(couple.A, new(ReadReceipts: false), Ct);
        await settings.ChangeAsync(couple.B, new(ReadReceipts: true), Ct);
        await settings.ChangeAsync(couple.A, new(ReadReceipts: true), Ct);

        Assert.Equal(
            [(Notice.ReceiptsOff, PartnerSide.B, false), (Notice.ReceiptsOff, PartnerSide.A, false), (Notice.ReceiptsOn, PartnerSide.B, false), (Notice.ReceiptsOn, PartnerSide.A, true)],
            (await NoticesAsync(node, couple)).Select(n => (n.Kind, n.By!.Value, n.Shown)));
    }

    [Fact]
    public async Task ChangeAsync_WhatItIsAlready_StoresNoNotice()
    {
        var node = shared.Node;
        var (couple, settings) = (await Couple.JoinAsync(node, Ct), node.Get<SettingsService>());

        await settings.ChangeAsync(couple.A, new(ReadReceipts: true), Ct);
        await settings.ChangeAsync(couple.A, new(Theme: "dark", Presence: false, TypingIndicator: false), Ct);

        Assert.Empty(await NoticesAsync(node, couple));
    }

    [Fact]
    public async Task ChangeAsync_ReceiptsSwitchedBackAndForth_StoresABoundedNumberOfNoticesAndOffIsAlwaysPossible()
    {
        var node = shared.Node;
        var (couple, settings) = (await Couple.JoinAsync(node, Ct), node.Get<SettingsService>());
        var errors = new List<ChatError?>();

        for (var i = 0; i < 20; i++) errors.Add((await settings.ChangeAsync(couple.A, new(ReadReceipts: i % 2 == 1), Ct)).Error);

        Assert.DoesNotContain(errors.Where((_, i) => i % 2 == 0), e => e is not null);
        Assert.Equal(UserSettingsStore.MostSwitchesOn, errors.Where((_, i) => i % 2 == 1).Count(e => e is null));
        Assert.Contains(ChatError.RateLimited, errors);
        Assert.Equal((2 * UserSettingsStore.MostSwitchesOn) + 1, (await NoticesAsync(node, couple)).Count);
        Assert.False((await settings.GetAsync(couple.A, Ct)).Value!.ReadReceipts);
        Assert.False((await node.VisitAsync(couple.A, Ct)).Membership.Facts.ShowsRead);
    }

    [Fact]
    public async Task AcceptAsync_WhoJoinsHasReceiptsOff_BothSeeThatTheyAre()
    {
        var node = shared.Node;
        var (nora, sami) = (await Couple.AddUserAsync(node, Ct), await Couple.AddUserAsync(node, Ct));
        await node.Get<SettingsService>().ChangeAsync(sami, new(ReadReceipts: false), Ct);
        var started = await node.Get<RelationshipService>().CreateAsync(nora, "Nora", Ct);
        await using var log = await node.FollowAsync(nora, 0, Ct);

        await node.Get<RelationshipService>().AcceptAsync(sami, started.Value!.Invitation.Code, "Sami", Ct);

        await log.WaitForAsync(events => events.OfType<FactsChanged>().Any(), Ct);
        Assert.Equal([(Notice.ReceiptsOff, PartnerSide.B)], log.Events.OfType<FactsChanged>().SelectMany(e => e.Notices).Select(n => (n.Kind, n.By!.Value)));
        Assert.False((await node.VisitAsync(nora, Ct)).Membership.Facts.ShowsRead);
    }

    [Fact]
    public async Task RenameAsync_PartnerLive_HasTheNameAtOnce()
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await using var sami = await node.FollowAsync(couple.B, 0, Ct);

        var renamed = await node.Get<SettingsService>().RenameAsync(couple.A, "  Nora Berg ", Ct);

        await sami.WaitForAsync(events => events.OfType<FactsChanged>().Any(e => e.Facts.NameA == "Nora Berg"), Ct);
        Assert.Equal("Nora Berg", renamed.Value);
        Assert.Equal("Nora Berg", (await node.VisitAsync(couple.B, Ct)).Membership.PartnerName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u200B")]
    [InlineData("\0")]
    public async Task RenameAsync_NoName_IsRefused(string name)
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);

        var renamed = await node.Get<SettingsService>().RenameAsync(couple.A, name, Ct);

        Assert.Equal(ChatError.InvalidContent, renamed.Error);
        Assert.Equal("Nora", (await node.VisitAsync(couple.B, Ct)).Membership.PartnerName);
    }

    private static async Task<IReadOnlyList<NoticeRecord>> NoticesAsync(ChatNode node, Couple couple) =>
        await node.Get<NoticeStore>().GetBeforeAsync(couple.ConversationId, null, 50, Ct);
}
