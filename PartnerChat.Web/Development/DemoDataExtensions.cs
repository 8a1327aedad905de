namespace PartnerChat.Web.Development;

/// <summary>How an app gets the demo.</summary>
public static class DemoDataExtensions
{
    /// <summary>Registers the demo. It needs the chat database and Identity's users and roles on <see cref="Data.ChatDbContext"/>.</summary>
    public static IServiceCollection AddDemoData(this IServiceCollection services) => services.AddSingleton<DemoData>();

    /// <summary>Makes the demo in Development, and does nothing anywhere else. To be called once the database has its schema, before the app runs.</summary>
    public static Task SeedDemoDataAsync(this WebApplication app, CancellationToken ct = default) =>
        app.Environment.IsDevelopment() ? app.Services.GetRequiredService<DemoData>().SeedAsync(ct) : Task.CompletedTask;
}
