using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The app on a real port and a database of its own, shared by the tests of a class. Each test makes its own couple.</summary>
public sealed class ChatServer(PostgresFixture postgres) : WebApplicationFactory<Program>, IAsyncLifetime
{
    private TestDatabase? _database;
    private ApiContract? _contract;

    /// <summary>A connection string to go through instead, a proxy's for example; to be set before the first use.</summary>
    public Func<string, string> Route { get; set; } = direct => direct;

    /// <summary>The limits that it keeps; to be set before the first use. Far above what tests do, but for tests of the limits.</summary>
    public Dictionary<string, int> Limits { get; } = new()
    {
        [nameof(LimitOptions.MessageBurst)] = 1_000_000,
        [nameof(LimitOptions.SearchBurst)] = 100_000,
        [nameof(LimitOptions.RequestsPerSecond)] = 100_000,
        [nameof(LimitOptions.SignInsPerMinute)] = 100_000,
        [nameof(LimitOptions.SocketsPerMinute)] = 100_000,
    };

    /// <summary>Its clock.</summary>
    public ShiftedTime Time { get; } = new();

    /// <summary>Whether it speaks HTTP/2 and nothing else; to be set before the first use.</summary>
    public bool IsHttp2 { get; set; }

    /// <summary>The SQL that it sent through EF.</summary>
    public ServerCommands Commands { get; } = new();

    /// <summary>What it logged as an error.</summary>
    public ServerFaults Faults { get; } = new();

    /// <summary>Where it listens; the first to ask starts it.</summary>
    public string BaseUrl
    {
        get
        {
            if (field.Length > 0) return field;
            StartServer();
            return field = ClientOptions.BaseAddress.ToString().TrimEnd('/');
        }
    } = "";

    /// <summary>Its database, for another node on it.</summary>
    public string ConnectionString => _database!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        UseKestrel(0);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>What it says of its API.</summary>
    public async ValueTask<ApiContract> ReadContractAsync()
    {
        if (_contract is not null) return _contract;
        using var http = new HttpClient { BaseAddress = new Uri(BaseUrl) };
        return _contract = new ApiContract(JsonElement.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)));
    }

    /// <summary>Two accounts in one conversation with nothing in it.</summary>
    public async Task<SignedUpCouple> NewCoupleAsync(string a = "Nora", string b = "Sami")
    {
        _ = BaseUrl;
        var ct = TestContext.Current.CancellationToken;
        var (first, second) = (await NewAccountAsync(), await NewAccountAsync());
        var relationships = Get<RelationshipService>();
        var started = await relationships.CreateAsync(first.Id, a, ct);
        var joined = await relationships.AcceptAsync(second.Id, started.Value!.Invitation.Code, b, ct);
        Assert.NotNull(joined.Value);
        return new SignedUpCouple(first, second);
    }

    /// <summary>An account in no relationship.</summary>
    public async Task<TestAccount> NewAccountAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var email = $"{Guid.NewGuid():N}@example.org";
        var user = new ApplicationUser { UserName = email, Email = email, CreatedAt = DateTimeOffset.UtcNow };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().CreateAsync(user, Accounts.Password);
        Assert.True(made.Succeeded);
        return new TestAccount(user.Id, email);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // In Production a build folder, unlike a published one, has no static web assets.
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:PartnerChat", Route(_database!.ConnectionString));
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        if (IsHttp2) builder.UseSetting("Kestrel:EndpointDefaults:Protocols", "Http2");
        foreach (var (key, value) in Limits) builder.UseSetting($"Limits:{key}", value.ToString(CultureInfo.InvariantCulture));
        // A password of a test is no secret: signing in should not cost more than what is tested.
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time).Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000));
        builder.ConfigureLogging(logging => logging.AddProvider(Faults).AddProvider(Commands).AddFilter<ServerCommands>(ServerCommands.Category, LogLevel.Information));
    }
}

/// <summary>Two accounts that are partners: A invited, B accepted.</summary>
public sealed record SignedUpCouple(TestAccount A, TestAccount B);

/// <summary>An account that can sign in with <see cref="Accounts.Password"/>.</summary>
public sealed record TestAccount(Guid Id, string Email);
