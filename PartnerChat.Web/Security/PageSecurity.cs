using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;
using PartnerChat.Data;

namespace PartnerChat.Web.Security;

/// <summary>What keeps the pages and the circuit safe.</summary>
internal static class PageSecurity
{
    public static void AddPageSecurity(this WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("PartnerChat").PersistKeysToDbContext<ChatDbContext>();
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        builder.Services.AddSingleton<IResponseCompressionProvider, PageCompression>();
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(o => o.Level = System.IO.Compression.CompressionLevel.Optimal);
    }

    public static void UsePageSecurity(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseSecurityHeaders();
        app.UseMiddleware<WebSocketOrigin>();
        app.UseMiddleware<CircuitTransport>();
        app.UseResponseCompression();
    }
}
