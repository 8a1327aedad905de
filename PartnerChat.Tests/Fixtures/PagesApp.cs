using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The app on a database of its own, with a clock that tests move.</summary>
public sealed class PagesApp(PostgresFixture postgres) : WebApplicationFactory<Program>, IAsyncLifetime
{
    private TestDatabase? _database;
    private string? _address;

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>Where its database is, for another app beside it.</summary>
    public PostgresFixture Postgres => postgres;

    public string Environment { get; init; } = "Development";

    /// <summary>Far above what tests do, but for tests of the limit.</summary>
    public int SignInsPerMinute { get; init; } = 100_000;

    /// <summary>What else it is configured with.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A database that several apps use; else it has its own.</summary>
    public TestDatabase? SharedDatabase { get; init; }

    public async ValueTask InitializeAsync() => _database = SharedDatabase ?? await postgres.CreateDatabaseAsync();

    public Browser NewBrowser(string? language = null)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        if (language is not null) client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return new Browser(client);
    }

    public ApiCaller NewCaller() => new(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false }));

    /// <summary>Changes what the app stores behind its back.</summary>
    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Services.GetRequiredService<ChatDataSources>().Owner.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The id of that account.</summary>
    public async Task<Guid> IdOfAsync(string email)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<ChatDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The sessions of that account, the oldest first.</summary>
    public async Task<IReadOnlyList<AccountSession>> SessionsOfAsync(string email)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<ChatDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.AccountSessions.Where(s => db.Users.Any(u => u.Id == s.UserId && u.Email == email)).OrderBy(s => s.CreatedAt).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The account of that address.</summary>
    public async Task<Guid> UserIdAsync(string email)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<ChatDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Serves on a port of its own, for real browsers; by name, because a passkey belongs to a name.</summary>
    public string Serve() => _address ??= Start();

    private string Start()
    {
        UseKestrel(0);
        StartServer();
        return $"http://localhost:{ClientOptions.BaseAddress.Port}";
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_database is not null && SharedDatabase is null) await _database.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        builder.UseSetting("ConnectionStrings:PartnerChat", _database!.ConnectionString);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Limits:SignInsPerMinute", $"{SignInsPerMinute}");
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
    }
}
