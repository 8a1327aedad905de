using PartnerChat.Data.Auditing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Api.Realtime;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

/// <summary>Both partners are told of an admin's look as it happens, and find it at its place later.</summary>
public sealed class InspectionServiceTests(PostgresFixture postgres)
{
    private const string Why = "Sami reported missing messages.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_OpenSessionsOfBoth_AreToldOneLineThatGrows()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 60, Ct);
        var admin = await Admins.AddAsync(node, Ct, "ines@example.org");
        await using var nora = await node.FollowAsync(couple.A, 60, Ct);
        await using var sami = await node.FollowAsync(couple.B, 60, Ct);
        var inspections = node.Get<InspectionService>();

        var look = (await inspections.OpenAsync(admin, couple.ConversationId, $"  {Why} ", Ct)).Value!;
        await inspections.ReadAsync(admin, look, 1, Ct);
        await inspections.ReadAsync(admin, look, 2, Ct);

        foreach (var log in new[] { nora, sami })
        {
            await log.WaitForAsync(events => events.OfType<FactsChanged>().Count() == 2, Ct);
            var told = log.Events.OfType<FactsChanged>().SelectMany(e => e.Notices).ToList();
            Assert.Equal([look.Id, look.Id], told.Select(n => n.Id));
            Assert.Equal([[1], [1, 2]], told.Select(n => n.Look!.Pages));
            Assert.Equal(("ines", Why), (told[1].Look!.Name, told[1].Look!.Reason));
        }

        Assert.Equal([Notice.Inspected], (await node.Chat.GetPageBeforeAsync((await node.VisitAsync(couple.A, Ct)).Participant, null, 50, Ct)).Value!.Notices.Select(n => n.Kind));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("too short")]
    [InlineData("    123456789    ")]
    [InlineData("nul \0 is no text")]
    public async Task OpenAsync_NoReason_IsRefused(string? reason)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);

        var opened = await node.Get<InspectionService>().OpenAsync(await Admins.AddAsync(node, Ct), couple.ConversationId, reason, Ct);

        Assert.Equal(ChatError.InvalidContent, opened.Error);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void TryParse_CodePoints_AreCountedAfterTrimming(int length, bool isReason)
    {
        var text = $" {string.Concat(Enumerable.Repeat("🍐", length))}\n";

        Assert.Equal((isReason, isReason ? text.Trim() : null), (InspectionReason.TryParse(text, out var reason), reason));
    }

    [Fact]
    public async Task FindAsync_NoAdminOrNoConversation_IsNotFound()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        var inspections = node.Get<InspectionService>();

        var partner = await inspections.FindAsync(new AuditActor(couple.A, null), couple.ConversationId, Ct);
        var absent = await inspections.FindAsync(await Admins.AddAsync(node, Ct), Guid.CreateVersion7(), Ct);
        var opened = await inspections.OpenAsync(new AuditActor(couple.A, null), couple.ConversationId, Why, Ct);

        Assert.Equal([ChatError.NotFound, ChatError.NotFound, ChatError.NotFound], new[] { partner.Error, absent.Error, opened.Error });
    }

    [Fact]
    public async Task ReadAsync_WhoWasAwayWhileItGrew_IsToldWhereTheyGoOn()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 60, Ct);
        var admin = await Admins.AddAsync(node, Ct);
        var look = (await node.Get<InspectionService>().OpenAsync(admin, couple.ConversationId, Why, Ct)).Value!;
        await node.Get<InspectionService>().ReadAsync(admin, look, 1, Ct);
        // The line began long ago, and the newest message that they have came after it.
        await node.ExecuteAsync("UPDATE notices SET at = at - interval '10 minutes'", Ct);
        await node.Get<InspectionService>().ReadAsync(admin, look, 2, Ct);

        var place = await node.Get<ConversationFactsStore>().FindPlaceAsync(couple.ConversationId, 60, Ct);

        Assert.Equal(1, place!.Seq);
    }

    [Fact]
    public void Frame_OfALook_SaysWhoWhenWhatAndWhy()
    {
        var at = new DateTimeOffset(2026, 11, 23, 14, 2, 0, TimeSpan.Zero);
        var notice = new NoticeRecord(Guid.CreateVersion7(), 1, Notice.Inspected, at, Look: new AdminLook("Ines", Why, at.AddMinutes(7), [1, 2, 3]));

        var frame = System.Text.Encoding.UTF8.GetString(FrameWriter.Write(
            new FactsChanged(Guid.CreateVersion7(), new ConversationFacts(1, true, true, true, "Nora", "Sami"), 0, [notice]), PartnerSide.A).Single());

        Assert.Equal(
            $$"""{"type":"notice","kind":"inspected","at":"2026-11-23T14:02:00.000000Z","id":"{{notice.Id}}","admin_name":"Ines","reason":"{{Why}}","until":"2026-11-23T14:09:00.000000Z","pages":[1,2,3]}""",
            frame);
    }
}
