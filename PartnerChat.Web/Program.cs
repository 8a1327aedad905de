using Microsoft.EntityFrameworkCore;
using PartnerChat.Data;
using PartnerChat.Web.Components;
using PartnerChat.Web.Development;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddChatDatabase(builder.Configuration.GetConnectionString("PartnerChat") ?? throw new InvalidOperationException("ConnectionStrings:PartnerChat is not set."));
builder.Services.AddMessaging();
builder.AddPageSecurity();
builder.AddAccounts();
builder.Services.AddPages();
builder.Services.AddDemoData();

var app = builder.Build();
await using (var db = await app.Services.GetRequiredService<IDbContextFactory<ChatDbContext>>().CreateDbContextAsync()) await db.Database.MigrateAsync();
await app.SeedDemoDataAsync();
app.UsePageSecurity();
app.UseErrorPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapPages();
app.Run();
