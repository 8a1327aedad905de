using PartnerChat.Benchmarks.Circuits;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Circuits;

/// <summary>What goes over the line between a page and its circuit.</summary>
public sealed class CircuitLineTests(ChatServer server, ITestOutputHelper output) : IClassFixture<ChatServer>
{
    private const int Shown = 140;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NewMessage_InAViewAsFullAsItOpens_IsOneBubbleAndFewBytesOnTheLine()
    {
        var couple = await server.NewCoupleAsync();
        await FillAsync(couple);
        using var nora = await CircuitVisitors.SignInAsync(server.BaseUrl, couple.A);
        using var sami = await CircuitVisitors.SignInAsync(server.BaseUrl, couple.B);
        await using var reader = await ChatCircuit.OpenAsync(nora, Ct);
        await using var writer = await ChatCircuit.OpenAsync(sami, Ct);
        Assert.Equal(Shown, reader.Shown);
        await StillAsync(reader);
        var before = reader.Circuit.Batches.Count;

        await writer.SendAsync("And I found your grey scarf", Ct);
        await Eventually.HoldsAsync(() => reader.Circuit.Batches.Skip(before).Any(b => b.Texts.Contains("And I found your grey scarf")), Ct);
        await StillAsync(reader);

        var known = BubblesIn(reader.Circuit.Batches);
        var update = reader.Circuit.Batches.Skip(before).ToList();
        var bubbles = update.SelectMany(b => b.Components).Select(c => c.Id).Where(known.Contains).Distinct().Count();
        var bytes = update.Sum(b => b.Size);
        output.WriteLine($"{bubbles} bubble, {bytes} bytes in {update.Count} updates");
        Assert.Equal(1, bubbles);
        Assert.InRange(bytes, 1, 2_000);
    }

    [Fact]
    public async Task Event_OfNoHandler_LeavesTheCircuitAlive()
    {
        var couple = await server.NewCoupleAsync();
        using var nora = await CircuitVisitors.SignInAsync(server.BaseUrl, couple.A);
        await using var chat = await ChatCircuit.OpenAsync(nora, Ct);

        await Assert.ThrowsAsync<InvalidOperationException>(() => chat.Circuit.DispatchEventAsync(1_000_000, "click", new { type = "click" }, Ct));

        await chat.SendAsync("still here", Ct);
        Assert.Empty(chat.Circuit.Errors);
    }

    private static HashSet<int> BubblesIn(IEnumerable<RenderBatch> batches) =>
        [.. batches.SelectMany(b => b.Components).Where(c => c.Elements.Contains("li")).Select(c => c.Id)];

    // Presence of the other and one's own receipts come by themselves, a little later.
    private static async Task StillAsync(ChatCircuit chat)
    {
        for (int seen = -1; seen != chat.Circuit.Batches.Count; await Task.Delay(500, Ct)) seen = chat.Circuit.Batches.Count;
    }

    private async Task FillAsync(SignedUpCouple couple)
    {
        var member = (await server.Get<ConversationStore>().FindMembershipAsync(couple.A.Id, Ct))!;
        // All unread by A, so that all are shown, as many as a view opens with at most; the last is A's own, so that the next begins a group.
        var messages = Enumerable.Range(1, Shown).Select(i => new NewMessage(
            Guid.CreateVersion7(), member.ConversationId, i == Shown ? PartnerSide.A : PartnerSide.B, $"message {i}", Guid.CreateVersion7()));
        await server.Get<MessageWriteStore>().WriteAsync(new MessageBatch([.. messages], []), Ct);
    }
}
