using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartnerChat.Data;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api;

/// <summary>What breaks is in the log, where it may be read, and what a client got wrong is not.</summary>
public sealed class ApiLogTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fault_OfOurs_IsLogged()
    {
        await using var app = new PagesApp(postgres) { Environment = "Production" };
        await app.InitializeAsync();
        var log = new FaultLog();
        await using var logged = app.WithWebHostBuilder(builder => builder.ConfigureLogging(logging => logging.AddProvider(log)));
        var browser = await SignInAsync(logged.CreateClient(new() { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false }));
        await using (var command = logged.Services.GetRequiredService<ChatDataSources>().Owner.CreateCommand("ALTER TABLE relationship_members RENAME TO gone")) await command.ExecuteNonQueryAsync(Ct);

        var unreadable = await browser.OpenAsync("/api/partner-messages/messages?conversation_id=x");
        var before = log.Faults.Count;
        var broken = await browser.OpenAsync("/api/relationships/current");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.InternalServerError), (unreadable.StatusCode, broken.StatusCode));
        Assert.Equal(0, before);
        Assert.Contains(log.Faults, f => f.Contains("relationship_members", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/scalar/")]
    public async Task Document_InProduction_IsNotThere(string path)
    {
        await using var app = new PagesApp(postgres) { Environment = "Production" };
        await app.InitializeAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await app.NewBrowser().OpenAsync(path)).StatusCode);
    }

    private static async Task<Browser> SignInAsync(HttpClient client)
    {
        var browser = new Browser(client);
        await browser.RegisterAsync("Nora");
        return browser;
    }

    private sealed class FaultLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Faults { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Faults.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
