using PartnerChat.Web.Background;
using PartnerChat.Web.Components;
using PartnerChat.Web.Development;
using PartnerChat.Web.Diagnostics;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

var builder = WebApplication.CreateBuilder(args);
await builder.AddDatabaseAsync();
builder.Services.AddMessaging().Configure<LimitOptions>(builder.Configuration.GetSection("Limits"));
builder.AddPageSecurity();
builder.AddAccounts();
builder.Services.AddPages();
builder.Services.AddDemoData();
builder.Services.AddChatHealth();

var app = builder.Build();
await app.MigrateDatabaseAsync();
await app.SeedDemoDataAsync();
app.UsePageSecurity();
app.UseErrorPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapChatHealth();
app.MapPages();
await app.RunAsync();
