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
        // Text files only: a page holds tokens beside text that somebody else may choose (BREACH).
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/css", "text/javascript", "application/javascript", "image/svg+xml"];
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
