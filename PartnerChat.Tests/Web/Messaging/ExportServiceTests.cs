using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Exporting;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

/// <summary>What an export reads, of whom, and how long.</summary>
public sealed class ExportServiceTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private TestDatabase? _database;
    private TcpProxy? _proxy;
    private ChatNode _node = null!;
    private Couple _couple = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ExportService Exports => _node.Get<ExportService>();

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Ct);
        _proxy = TcpProxy.Before(_database.ConnectionString, out var through);
        _node = await ChatNode.StartAsync(through, _time);
        _couple = await Couple.JoinAsync(_node, Ct);
    }

    [Fact]
    public async Task Read_WhatStandsOnMessages_IsAllThereWithTheAskersStarsAlone()
    {
        var said = await _couple.WriteAsync(_node, 3, Ct);
        await _couple.EditAsync(_node, said[0], PartnerSide.A, "one", Ct);
        await _couple.EditAsync(_node, said[0], PartnerSide.A, "uno", Ct);
        await _couple.PutAsync(_node, said[1], PartnerSide.B, "❤️", Ct);
        var answer = await _node.Store.WriteAsync(Couple.Batch(_couple.From(PartnerSide.B, "and", replyTo: said[0].Id)), Ct);
        await _node.Get<MessageStarStore>().AddAsync(_couple.ConversationId, said[1].Id, PartnerSide.A, Ct);
        await _node.Get<MessageStarStore>().AddAsync(_couple.ConversationId, said[2].Id, PartnerSide.B, Ct);

        var all = await ReadAsync(_couple.A);

        Assert.Equal(["uno", "2", "3", "and"], all.Select(m => m.Message.Content));
        Assert.Equal(["1", "one"], all[0].Edits.Select(e => e.Content));
        Assert.Equal("❤️", all[1].Message.Reactions!.OfB!.Emoji);
        Assert.Equal(new ExportQuote(1, PartnerSide.A, "uno", false), all[3].Quote);
        Assert.Equal([false, true, false, false], all.Select(m => m.IsStarred));
        Assert.Single(answer.Messages);
    }

    [Fact]
    public async Task Read_Deleted_IsNowhereInIt()
    {
        var said = await _couple.WriteAsync(_node, 2, Ct);
        await _couple.EditAsync(_node, said[0], PartnerSide.A, "a secret", Ct);
        await _node.Store.WriteAsync(Couple.Batch(_couple.From(PartnerSide.B, "answer", replyTo: said[0].Id)), Ct);
        await _couple.DeleteAsync(_node, said[0], PartnerSide.A, Ct);

        var all = await ReadAsync(_couple.B);

        Assert.Equal(["2", "answer"], all.Select(m => m.Message.Content));
        Assert.Equal(new ExportQuote(1, PartnerSide.A, "", true), all[1].Quote);
        Assert.All(all, m => Assert.Empty(m.Edits));
    }

    [Fact]
    public async Task Read_ReceiptsOff_TellsNothingOfReading()
    {
        await _couple.WriteAsync(_node, 2, Ct);
        await _node.Store.WriteAsync(Couple.Batch(_couple.Read(PartnerSide.A, 2)), Ct);
        Assert.All(await ReadAsync(_couple.A), m => Assert.Equal(MessageStatus.Read, m.Message.Status));

        await _node.Get<SettingsService>().ChangeAsync(_couple.B, new(ReadReceipts: false), Ct);

        Assert.All(await ReadAsync(_couple.A), m => Assert.Equal((MessageStatus.Delivered, null), (m.Message.Status, m.Message.ReadAt)));
        Assert.Equal([Notice.ReceiptsOff], await KindsOfNoticesAsync());
    }

    [Fact]
    public async Task Read_WhatHappensMeanwhile_EndsWhereItBeganAndKeepsTextsTogether()
    {
        await _couple.WriteAsync(_node, ExportService.PageSize + 2, Ct);
        using var export = (await BeginAsync(_couple.A)).Value!;
        var later = await _node.Messages.GetPageFromAsync(_couple.ConversationId, ExportService.PageSize + 1, 2, Ct);
        var read = new List<ExportedMessage>();

        await foreach (var page in export.ReadAsync(Ct))
        {
            read.AddRange(page.Value!.Messages);
            if (read.Count > ExportService.PageSize) continue;
            await _couple.EditAsync(_node, later.Messages[0], PartnerSide.A, "edited", Ct);
            await _couple.DeleteAsync(_node, later.Messages[1], PartnerSide.A, Ct);
            await _couple.WriteAsync(_node, 3, Ct);
        }

        Assert.Equal(ExportService.PageSize + 1, read.Count);
        Assert.Equal(("edited", $"{ExportService.PageSize + 1}"), (read[^1].Message.Content, read[^1].Edits.Single().Content));
    }

    [Fact]
    public async Task Begin_SentOverMonths_CountsThemWhereTheReaderIs()
    {
        await _couple.WriteAsync(_node, 3, Ct);
        await _node.ExecuteAsync("UPDATE partner_messages SET sent_at = CASE seq WHEN 1 THEN '2026-01-31T22:59:59Z'::timestamptz WHEN 2 THEN '2026-01-31T23:00:00Z' ELSE '2026-04-01T12:00:00Z' END", Ct);

        using var inBerlin = (await Exports.BeginAsync(_couple.A, _couple.ConversationId, ExportFormat.Html, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Ct)).Value!;
        using var inLondon = (await BeginAsync(_couple.A)).Value!;

        Assert.Equal([(1, 1), (2, 1), (4, 1)], inBerlin.Months.Select(m => (m.First.Month, m.Count)));
        Assert.Equal([(1, 2), (4, 1)], inLondon.Months.Select(m => (m.First.Month, m.Count)));
    }

    [Fact]
    public async Task Begin_ByAStranger_IsNotThere()
    {
        var other = await Couple.JoinAsync(_node, Ct);

        var export = await Exports.BeginAsync(other.A, _couple.ConversationId, ExportFormat.Json, TimeZoneInfo.Utc, Ct);

        Assert.Equal(ChatError.NotFound, export.Error);
    }

    [Fact]
    public async Task Begin_AfterTheEnd_GoesForThirtyDays()
    {
        await _couple.WriteAsync(_node, 1, Ct);
        Assert.Equal(RelationshipFault.None, await EndAsync());
        Assert.Equal(_couple.ConversationId, Assert.Single((await Exports.FindConversationsAsync(_couple.B, Ct)).Value!).Id);
        Assert.Single(await ReadAsync(_couple.B));

        _time.Advance(ConversationStore.ReadableAfterEnd + TimeSpan.FromMinutes(1));

        Assert.Equal(ChatError.NotFound, (await BeginAsync(_couple.B)).Error);
        Assert.Empty((await Exports.FindConversationsAsync(_couple.B, Ct)).Value!);
    }

    [Fact]
    public async Task Begin_AThirdAtOnce_WaitsUntilOneHasEnded()
    {
        var (first, second) = ((await BeginAsync(_couple.A)).Value!, (await BeginAsync(_couple.A)).Value!);

        Assert.Equal(ChatError.RateLimited, (await BeginAsync(_couple.A)).Error);
        using var partners = (await BeginAsync(_couple.B)).Value!;
        first.Dispose();
        using var third = (await BeginAsync(_couple.A)).Value!;

        Assert.NotNull(third);
        second.Dispose();
    }

    [Fact]
    public async Task Follow_ItsSteps_AreToldToItsUserAlone()
    {
        await _couple.WriteAsync(_node, 2, Ct);
        var (own, partners) = (new List<ExportState>(), new List<ExportState>());
        using var following = _node.Get<ExportsUnderWay>().Follow(_couple.A, own.Add);
        using var following2 = _node.Get<ExportsUnderWay>().Follow(_couple.B, partners.Add);

        await ReadAsync(_couple.A);

        Assert.Equal((0, 2, null), (own[0].Done, own[0].Of, own[0].Outcome));
        Assert.Equal((2, 2, ExportOutcome.Done), (own[^1].Done, own[^1].Of, own[^1].Outcome));
        Assert.Empty(partners);
    }

    [Fact]
    public async Task Stop_ByItsUser_EndsItAndByAnotherDoesNothing()
    {
        using var export = (await BeginAsync(_couple.A)).Value!;
        var underWay = _node.Get<ExportsUnderWay>();
        ExportState? last = null;
        using var following = underWay.Follow(_couple.A, state => last = state);

        underWay.Stop(_couple.B, last!.Id);
        Assert.False(export.Stopping.IsCancellationRequested);
        underWay.Stop(_couple.A, last.Id);

        Assert.True(export.Stopping.IsCancellationRequested);
        export.Dispose();
        Assert.Equal(ExportOutcome.Stopped, last.Outcome);
    }

    [Fact]
    public async Task Read_DatabaseAwayForAWhile_GoesOnWhenItIsBack()
    {
        await _couple.WriteAsync(_node, ExportService.PageSize + 1, Ct);
        using var export = (await BeginAsync(_couple.A)).Value!;
        await using var pages = export.ReadAsync(Ct).GetAsyncEnumerator(Ct);
        await pages.MoveNextAsync();

        _proxy!.Cut();
        var next = pages.MoveNextAsync();
        await Eventually.HoldsAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _proxy.Heal();
            return next.IsCompleted;
        }, Ct);

        Assert.True(await next);
        Assert.Single(pages.Current.Value!.Messages);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        if (_proxy is not null) await _proxy.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    private Task<ChatResult<ConversationExport>> BeginAsync(Guid userId) => Exports.BeginAsync(userId, _couple.ConversationId, ExportFormat.Json, TimeZoneInfo.Utc, Ct);

    private async Task<List<ExportedMessage>> ReadAsync(Guid userId)
    {
        using var export = (await BeginAsync(userId)).Value!;
        var all = new List<ExportedMessage>();
        await foreach (var page in export.ReadAsync(Ct)) all.AddRange(page.Value!.Messages);
        export.Finish();
        return all;
    }

    private async Task<List<string>> KindsOfNoticesAsync()
    {
        using var export = (await BeginAsync(_couple.A)).Value!;
        var (among, after) = (new List<string>(), new List<string>());
        await foreach (var page in export.ReadAsync(Ct)) among.AddRange(page.Value!.Notices.Select(n => n.Kind));
        await foreach (var page in export.ReadNoticesAsync(Ct)) after.AddRange(page.Value!.Select(n => n.Kind));
        Assert.Equal(among, after);
        return among;
    }

    private Task<RelationshipFault> EndAsync() => _node.Get<RelationshipService>().EndAsync(_couple.A, Ct);
}
