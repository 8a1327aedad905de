using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Faults;

/// <summary>The server goes, by its own will or not, and comes back: clients that reconnect with their cursor miss nothing.</summary>
public sealed class SocketRestartTests(PostgresFixture postgres)
{
    private const int EachTime = 5;

    [Theory]
    [InlineData(false, 1001)]
    [InlineData(true, null)]
    public async Task Server_GoesAndComesBack_EverythingIsHeardOnceInOrder(bool isKilled, int? close)
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = await ChatProcess.StartAsync(database);
        var (nora, sami) = await ApiPartner.RegisterCoupleAsync(new Uri(app.BaseUrl));
        var heard = new List<string?>();
        long cursor;

        await using (var a = await nora.ListenAsync())
        await using (var b = await sami.ListenAsync())
        {
            for (var i = 0; i < EachTime; i++) await a.SayAsync($"before {i}");
            await b.WaitForAsync(c => c.Of("new_message").Count() == EachTime);
            await (isKilled ? app.KillAsync() : app.StopAsync());
            Assert.Equal(close, await b.WaitForCloseAsync());
            heard.AddRange(b.Of("new_message").Select(f => (string?)f["message"]!["content"]));
            cursor = b.Cursor;
        }

        await app.StartAsync();
        for (var i = 0; i < EachTime; i++) await nora.SendAsync($"after {i}");
        await using var back = await sami.ListenAsync(cursor);
        await back.WaitForAsync(c => c.Of("new_message").Count() == EachTime);

        heard.AddRange(back.Of("new_message").Select(f => (string?)f["message"]!["content"]));
        Assert.Equal(Enumerable.Range(0, EachTime).Select(i => $"before {i}").Concat(Enumerable.Range(0, EachTime).Select(i => $"after {i}")), heard);
    }
}
