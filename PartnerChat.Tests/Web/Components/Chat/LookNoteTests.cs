using Bunit;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class LookNoteTests : ConversationViewContext
{
    private readonly ViewerClock _clock = new(new FakeTimeProvider(Talk.Noon), "UTC", Words.Of<ChatTexts>());

    [Theory]
    [InlineData(0, 7, new[] { 1, 2, 3 }, "today, 12:00 to 12:07, pages 1 to 3.")]
    [InlineData(-1, 0, new[] { 2 }, "yesterday, 12:00, page 2.")]
    [InlineData(-9, 1, new[] { 1, 4 }, "on {0}, 12:00 to 12:01, pages 1, 4.")]
    public void Line_OfALook_SaysWhoWhenWhatAndWhy(int days, int minutes, int[] pages, string when)
    {
        var at = Talk.Noon.AddDays(days);
        var notice = Look(at, new AdminLook("Ines", "Sami reported missing messages.", at.AddMinutes(minutes), pages));

        var line = Render<NoticeLine>(p => p.Add(l => l.Notice, notice).Add(l => l.Viewer, PartnerSide.A).Add(l => l.PartnerName, "Sami").Add(l => l.Clock, _clock));

        var said = line.Find("[role=note]").TextContent.Trim().Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);
        Assert.Equal($"Ines (admin) looked at this conversation {string.Format(null, when, _clock.DateOf(at))} Reason given: “Sami reported missing messages.”", said);
    }

    [Fact]
    public void Apply_LookThatGrows_StaysOneLineWithAllItsPages()
    {
        var state = State([Talk.Message(1, PartnerSide.A, Talk.Noon)]);
        var notice = Look(Talk.Noon.AddMinutes(1), new AdminLook("Ines", "somebody asked", Talk.Noon.AddMinutes(1), [1]));
        var grown = notice with { Seq = 2, Look = notice.Look! with { Pages = [1, 2] } };

        foreach (var told in new[] { notice, grown, notice })
        {
            state.Apply(new FactsChanged(state.ConversationId, state.Facts with { Seq = state.Facts.Seq + 1 }, state.Facts.Seq, [told]));
            state.Arrange();
        }

        var line = Assert.Single(View(state).FindAll("[data-testid=notice]"));
        Assert.Equal("1 2", line.QuerySelector("[data-pages]")!.GetAttribute("data-pages"));
        Assert.Equal([1, 2], new ChatState(state.ToSnapshot(null), _clock).Days.SelectMany(d => d.Blocks).SelectMany(b => b.Notices).Single().Notice.Look!.Pages);
    }

    private static NoticeRecord Look(DateTimeOffset at, AdminLook look) => new(Guid.CreateVersion7(), 1, Notice.Inspected, at, Look: look);
}
