FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# The packages first: they change less often than the code.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY PartnerChat.Data/PartnerChat.Data.csproj PartnerChat.Data/
COPY PartnerChat.Web/PartnerChat.Web.csproj PartnerChat.Web/
RUN dotnet restore PartnerChat.Web
COPY PartnerChat.Data PartnerChat.Data
COPY PartnerChat.Web PartnerChat.Web
RUN dotnet publish PartnerChat.Web -c Release --no-restore -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
ENV ASPNETCORE_ENVIRONMENT=Production ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080
# The image has no curl; bash opens sockets by itself.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [[ $status == 200 ]]"]
ENTRYPOINT ["dotnet", "PartnerChat.Web.dll"]
