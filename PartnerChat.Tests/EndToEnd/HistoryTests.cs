using Microsoft.Playwright;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Where the list stands: opening, older pages, following the end.</summary>
public sealed class HistoryTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task ScrollUp_ToTheBeginning_LoadsEachPageOnceWithoutAJump()
    {
        var couple = await server.NewCoupleAsync();
        await FillAsync(couple, 180, read: true);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await Assertions.Expect(nora.Bubbles).ToHaveCountAsync(50);

        var drifts = new List<double>();
        foreach (var loaded in new[] { 100, 150, 180 }) drifts.Add(await DriftWhileLoadingAsync(nora, loaded));

        Assert.All(drifts, d => Assert.InRange(d, 0, 2));
        await Assertions.Expect(nora.Page.GetByTestId("history-start")).ToHaveCountAsync(1);
        Assert.Equal(Enumerable.Range(1, 180).Select(i => $"message {i}"), await nora.TextsAsync());
    }

    [Fact]
    public async Task Open_NothingUnread_StandsAtTheEndBeforeTheFirstPaint()
    {
        var couple = await server.NewCoupleAsync();
        await FillAsync(couple, 60, read: true);

        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);

        Assert.InRange(await GapAsync(nora), 0, 1);
    }

    [Fact]
    public async Task Open_ManyUnread_StandsAtTheDivider()
    {
        var couple = await server.NewCoupleAsync();
        await FillAsync(couple, 40, read: true);
        await FillAsync(couple, 70, read: false, from: 41);

        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);

        await Assertions.Expect(nora.Page.GetByTestId("unread-divider")).ToBeInViewportAsync();
        Assert.True(await GapAsync(nora) > 500);
    }

    [Fact]
    public async Task ScrollUp_SomethingChangesUnderThePointerInTheSameFrame_IsNotTakenBack()
    {
        var couple = await server.NewCoupleAsync();
        await FillAsync(couple, 60, read: true);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);

        var gap = await nora.List.EvaluateAsync<double>(
            """
            async list => {
              list.scrollTop -= 300;
              list.querySelector('.bubble').append(document.createElement('i'));
              for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
              return list.scrollHeight - list.clientHeight - list.scrollTop;
            }
            """);

        Assert.InRange(gap, 299, 301);
    }

    [Fact]
    public async Task NewMessage_WhileReadingFurtherUp_MovesNothingAndCounts()
    {
        var couple = await server.NewCoupleAsync();
        await FillAsync(couple, 60, read: true);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await nora.List.EvaluateAsync("list => { list.scrollTop = list.scrollHeight / 2; }");
        var before = await nora.List.EvaluateAsync<double>("list => list.scrollTop");

        await sami.WriteAsync("And I found your grey scarf");

        await Assertions.Expect(nora.Page.GetByTestId("new-messages-pill")).ToHaveTextAsync("1 new");
        Assert.Equal(before, await nora.List.EvaluateAsync<double>("list => list.scrollTop"));
        await nora.Page.GetByTestId("new-messages-pill").ClickAsync();
        await Assertions.Expect(nora.BubbleOf("And I found your grey scarf")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task NewMessage_AtTheEnd_IsFollowed()
    {
        var couple = await server.NewCoupleAsync();
        await FillAsync(couple, 60, read: true);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);

        await sami.WriteAsync("It was in the piano");
        await nora.SeesAsync("It was in the piano");

        Assert.InRange(await GapAsync(nora), 0, 1);
    }

    [Fact]
    public async Task Reload_WhileReadingFurtherUp_ComesBackToTheSamePlace()
    {
        var couple = await server.NewCoupleAsync();
        await FillAsync(couple, 60, read: true);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await nora.List.EvaluateAsync("list => { list.scrollTop = 1100; }");
        await Assertions.Expect(nora.Page.GetByTestId("new-messages-pill")).ToBeVisibleAsync();
        var before = await TopRowAsync(nora);

        await nora.Page.ReloadAsync();
        await nora.WaitUntilInteractiveAsync();

        Assert.Equal(before, await TopRowAsync(nora));
    }

    [Fact]
    public async Task Times_FirstVisitFromAnotherZone_AreTheViewersBeforeTheFirstPaintAndAfter()
    {
        var couple = await server.NewCoupleAsync();
        await FillAsync(couple, 1, read: true);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A, o => o.TimezoneId = "Asia/Kolkata");
        var member = (await server.Get<ConversationStore>().FindMembershipAsync(couple.A.Id, TestContext.Current.CancellationToken))!;
        var page = await server.Get<MessageStore>().GetPageBeforeAsync(member.ConversationId, null, 1, TestContext.Current.CancellationToken);
        var expected = page.Messages[0].SentAt.ToOffset(TimeSpan.FromMinutes(330)).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await nora.Profile.ClearCookiesAsync(new() { Name = "pc-zone" });
        // What the list shows in its first task, before a circuit is there.
        await nora.Page.AddInitScriptAsync("requestAnimationFrame(() => { window.firstTime = document.querySelector('li time')?.textContent; })");

        await nora.Page.GotoAsync("/chat");
        await nora.WaitUntilInteractiveAsync();

        Assert.Equal(expected, await nora.Page.EvaluateAsync<string>("window.firstTime"));
        await Assertions.Expect(nora.Bubbles.First.Locator("time")).ToHaveTextAsync(expected);
    }

    private static Task<double> GapAsync(Partner partner) =>
        partner.List.EvaluateAsync<double>("list => list.scrollHeight - list.clientHeight - list.scrollTop");

    private static Task<string> TopRowAsync(Partner partner) => partner.List.EvaluateAsync<string>(
        "list => [...list.querySelectorAll('li[data-seq]')].find(li => li.getBoundingClientRect().bottom > list.getBoundingClientRect().top).dataset.seq");

    private static Task<double> DriftWhileLoadingAsync(Partner partner, int loaded) => partner.List.EvaluateAsync<double>(
        """
        (list, loaded) => new Promise(done => {
          list.scrollTop = 200;
          const rows = () => [...list.querySelectorAll('li[data-seq]')];
          const watched = rows().find(li => li.getBoundingClientRect().top > list.getBoundingClientRect().top);
          const before = watched.getBoundingClientRect().top;
          let drift = 0, settled = 0;
          const look = () => {
            drift = Math.max(drift, Math.abs(watched.getBoundingClientRect().top - before));
            if (rows().length >= loaded && ++settled > 20) done(drift);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })
        """, loaded);

    // Straight through the store: what is tested here is how it is read.
    private async Task FillAsync(SignedUpCouple couple, int count, bool read, int from = 1)
    {
        var ct = TestContext.Current.CancellationToken;
        var member = (await server.Get<ConversationStore>().FindMembershipAsync(couple.A.Id, ct))!;
        var messages = Enumerable.Range(from, count)
            .Select(i => new NewMessage(Guid.CreateVersion7(), member.ConversationId, i % 3 == 0 && read ? PartnerSide.A : PartnerSide.B, $"message {i}", Guid.CreateVersion7()))
            .ToList();
        await server.Get<MessageWriteStore>().WriteAsync(new MessageBatch(messages, []), ct);
        if (!read) return;
        var all = from + count;
        await server.Get<MessageWriteStore>().WriteAsync(
            new MessageBatch([], [new ReceiptRange(member.ConversationId, PartnerSide.A, 0, 0, all, all), new ReceiptRange(member.ConversationId, PartnerSide.B, 0, 0, all, all)]), ct);
    }
}
